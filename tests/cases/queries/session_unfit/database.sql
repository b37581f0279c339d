CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, data jsonb NOT NULL);
