CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_row VALUES (1, '{"id": 1, "n": "one"}'), (2, '{"id": 2, "n": 2}');
