-- Without its schema, PostgreSQL would quietly compare citext as text.
CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE DOMAIN email AS ext.citext CHECK (VALUE <> '');
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE tv_row (id int PRIMARY KEY, title ext.citext, email email, mood ext.citext, titles ext.citext[], data jsonb);
INSERT INTO tv_row VALUES
    (1, 'Hello World', 'A@x', 'happy', '{Hello,World}'),
    (2, 'hello world', 'a@X', 'HAPPY', '{hello}'),
    (3, 'Other 100%', 'b@x', 'sad', '{}'),
    (4, NULL, NULL, NULL, NULL);
UPDATE tv_row SET data = jsonb_build_object('id', id);
