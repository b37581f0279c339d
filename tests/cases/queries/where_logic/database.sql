-- a is a native column, b is found in the document.
CREATE TABLE tv_row (id int PRIMARY KEY, a int, data jsonb NOT NULL);
INSERT INTO tv_row VALUES
    (1, 1, '{"id": 1, "a": 1, "b": 1}'),
    (2, 1, '{"id": 2, "a": 1, "b": 2}'),
    (3, 2, '{"id": 3, "a": 2, "b": 1}'),
    (4, 2, '{"id": 4, "a": 2, "b": 2}'),
    (5, NULL, '{"id": 5, "a": null, "b": 1}'),
    (6, NULL, '{"id": 6, "b": null}');
