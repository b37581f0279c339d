CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, 'a', '{"id": 1, "title": "a", "views": 1, "author": {"name": "Ada"}}');
