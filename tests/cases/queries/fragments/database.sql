CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "title": "first", "author": {"id": 7, "name": "Ada"}, "comments": [{"body": "1", "author": {"id": 8, "name": "Bob"}}]}'),
    (2, '{"id": 2, "title": "second", "author": {"id": 8, "name": "Bob"}, "comments": []}');
