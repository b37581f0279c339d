CREATE TABLE tv_post (id int PRIMARY KEY, published bool, data jsonb NOT NULL);
CREATE TABLE tv_note (id int PRIMARY KEY, published bool, data jsonb NOT NULL);
CREATE TABLE tv_other (id int PRIMARY KEY, data jsonb NOT NULL);
