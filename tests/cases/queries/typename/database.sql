CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "__typename": "Liar", "author": {"id": 7}, "comments": [{"author": {"id": 7}}, {"author": {}}]}'),
    (2, '{"id": 2, "author": null, "comments": []}');
