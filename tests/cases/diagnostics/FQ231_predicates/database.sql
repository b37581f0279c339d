CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
