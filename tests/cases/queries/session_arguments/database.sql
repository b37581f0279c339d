CREATE TABLE tv_user (id int PRIMARY KEY, name text, data jsonb NOT NULL);
INSERT INTO tv_user VALUES (1, 'a', '{"id": 1}'), (2, 'b', '{"id": 2}');
CREATE TABLE tv_post (
  id int PRIMARY KEY, author_id int, flag bool, score float, role text, big int8, uid uuid, moment timestamptz,
  data jsonb NOT NULL
);
INSERT INTO tv_post
SELECT i, nullif(i % 3, 0), true, 1.5, 'admin', 9223372036854775807, NULL, NULL,
  jsonb_build_object('id', i, 'author_id', nullif(i % 3, 0))
FROM generate_series(1, 6) AS i;
CREATE UNIQUE INDEX ON tv_user (name);
