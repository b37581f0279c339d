-- A value, SQL NULL or JSON null, and an absent key.
CREATE TABLE tv_row (id int PRIMARY KEY, title text, views int, data jsonb);
INSERT INTO tv_row VALUES
    (1, 'one', 1, '{"id": 1, "title": "one", "views": 1}'),
    (2, NULL, NULL, '{"id": 2, "title": null, "views": null}'),
    (3, NULL, NULL, '{"id": 3}'),
    (4, 'four', 4, '{"id": 4, "title": "four", "views": 4}');
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
