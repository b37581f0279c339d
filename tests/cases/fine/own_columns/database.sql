CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN moods AS mood[];
CREATE TABLE tb_post (
  pk_post integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid UNIQUE NOT NULL,
  title varchar(20) NOT NULL,
  slug text GENERATED ALWAYS AS (lower(title)) STORED UNIQUE,
  stars positive NOT NULL,
  tags text[] NOT NULL,
  matrix integer[][] NOT NULL,
  mood mood,
  moods moods NOT NULL,
  author jsonb NOT NULL,
  comments json NOT NULL,
  pair pair,
  pairs pair[],
  "from" text,
  big bigint,
  money numeric(10, 2),
  at timestamptz,
  meta jsonb,
  t text,
  "case" text
);
