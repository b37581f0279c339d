CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_user (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES (1, '{"id": 1, "title": "first"}'), (2, '{"id": 2, "title": "second"}');
INSERT INTO tv_user VALUES (1, '{"id": 1, "name": "Ada"}');
