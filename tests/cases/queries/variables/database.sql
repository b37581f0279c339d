CREATE TABLE tv_row (id int PRIMARY KEY, n int, data jsonb NOT NULL);
INSERT INTO tv_row VALUES
    (1, 1, '{"id": 1, "n": 1, "s": "a"}'),
    (2, 2, '{"id": 2, "n": 2, "s": "b"}'),
    (3, 3, '{"id": 3, "n": 3, "s": null}'),
    (4, NULL, '{"id": 4}');
