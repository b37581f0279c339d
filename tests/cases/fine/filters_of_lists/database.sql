CREATE TABLE tv_post (id int PRIMARY KEY, tags text[], data jsonb);
