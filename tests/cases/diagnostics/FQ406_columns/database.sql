CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE tv_post (
  id uuid PRIMARY KEY,
  views text,
  rating positive,
  tags integer[],
  created_at timestamp,
  mood mood,
  status integer,
  data jsonb NOT NULL
);
