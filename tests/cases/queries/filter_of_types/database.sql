CREATE TABLE v_animal (id int PRIMARY KEY, secret bool NOT NULL, owner text, data jsonb NOT NULL);
INSERT INTO v_animal
SELECT i, i = 5, CASE WHEN i < 3 THEN 'me' END,
  jsonb_build_object('id', i, 'kind', CASE WHEN i % 2 = 0 THEN 'Cat' ELSE 'Dog' END,
    'name', CASE WHEN i = 7 THEN 'Rex' ELSE 'a' || i END)
FROM generate_series(1, 7) AS i;
CREATE TYPE kind AS ENUM ('Wolf', 'Fish');
CREATE TABLE tv_pet (id int PRIMARY KEY, kind kind NOT NULL);
INSERT INTO tv_pet VALUES (1, 'Wolf'), (2, 'Wolf'), (3, 'Fish'), (0, 'Fish');
