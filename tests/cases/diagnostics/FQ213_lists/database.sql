CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb);
