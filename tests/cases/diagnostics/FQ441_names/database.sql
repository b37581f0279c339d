CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_own (id int PRIMARY KEY, author_id int);
