CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE pair AS (a integer, b text);
CREATE TABLE tb_post (
  id uuid PRIMARY KEY,
  title integer NOT NULL,
  tags integer[] NOT NULL,
  moods mood[] NOT NULL,
  author text NOT NULL,
  pair pair,
  comments pair[],
  words text NOT NULL
);
CREATE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
