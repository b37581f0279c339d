CREATE TABLE tv_row (id int PRIMARY KEY, small smallint, ratio real, count int, code uuid, data jsonb NOT NULL);
INSERT INTO tv_row VALUES (1, 1, 1.5, 1, NULL, '{"id": 1, "small": 1, "ratio": 1.5, "count": 1}');
