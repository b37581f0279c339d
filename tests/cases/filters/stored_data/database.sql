-- Data of a wrong form: an object, a string and a number where the schema has lists, an item that is no number.
CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_row VALUES
    (1, '{"id": 1, "numbers": {"a": 1}, "parts": {"name": "x"}}'),
    (2, '{"id": 2, "numbers": "1", "parts": "x"}'),
    (3, '{"id": 3, "numbers": 1, "parts": 1}'),
    (4, '{"id": 4, "numbers": [1], "parts": [{"name": "x"}, 1, [], "x"]}');
CREATE TABLE tv_other (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_other VALUES (1, '{"id": 1, "numbers": [1, "one"], "at": "2026-02-31", "big": 1e30, "network": "10.0.0.1/8"}');
