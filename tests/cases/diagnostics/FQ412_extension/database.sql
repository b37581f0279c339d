CREATE TABLE tv_place (id int PRIMARY KEY, data jsonb);
CREATE TABLE tv_shelf (id int PRIMARY KEY, path text, data jsonb);
