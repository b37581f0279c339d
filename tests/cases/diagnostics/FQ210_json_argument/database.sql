CREATE TABLE tv_row (id int PRIMARY KEY, meta jsonb, data jsonb NOT NULL);
