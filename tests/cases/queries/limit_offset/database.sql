CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_row SELECT n, jsonb_build_object('id', n) FROM generate_series(1, 9) AS n;
