CREATE TABLE tv_animal (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_animal VALUES (1, '{"kind": "Dog"}'), (2, '{"kind": "Wolf"}');
