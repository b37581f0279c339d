CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "title": "One", "views": "many"}'),
    (2, '{"id": 2, "title": null}'),
    (3, NULL);
