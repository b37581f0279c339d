CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (3, '{"id": 3, "title": "“Third” \\ \" \/ \u00e9 \ud83d\udc18\n\t", "tags": ["a", "%", "_", "\\"]}'),
    (1, '{"id": 1, "title": null, "tags": []}'),
    (2, '{"id": 2}');
