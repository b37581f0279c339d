CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, '{"id": 1, "title": "first", "mood": "meh", "author": {"name": "Ada"}}');
