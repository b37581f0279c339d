-- author_id is a column that no document holds; title is a column and a key; lang is a key only.
CREATE TABLE tv_post (id int PRIMARY KEY, author_id int, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, 1, 'a', '{"id": 1, "title": "a", "lang": "en"}'),
    (2, 1, 'b%', '{"id": 2, "title": "b%", "lang": null}'),
    (3, 2, NULL, '{"id": 3, "title": null, "lang": "en"}'),
    (4, NULL, 'a', '{"id": 4, "title": "a"}');
