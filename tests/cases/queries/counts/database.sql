CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_post VALUES (1, '{"id": 1, "views": 1}'), (2, '{"id": 2, "views": null}'), (3, '{"id": 3}'), (4, NULL);
