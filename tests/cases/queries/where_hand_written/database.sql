CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, 'b', '{"id": 1, "title": "b", "author": {"name": "Ada"}}'),
    (2, 'a', '{"id": 2, "title": "a", "author": {"name": "Bob"}}'),
    (3, NULL, '{"id": 3, "title": null, "author": {"name": "Ada"}}');
