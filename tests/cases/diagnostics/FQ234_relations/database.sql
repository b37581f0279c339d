CREATE TABLE tv_user (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, data jsonb NOT NULL);
