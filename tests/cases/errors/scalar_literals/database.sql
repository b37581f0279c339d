CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb NOT NULL);
