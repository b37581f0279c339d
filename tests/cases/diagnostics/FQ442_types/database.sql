CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE tv_post (
  id int PRIMARY KEY, mood mood, owner uuid, numbers int[], extra jsonb, data jsonb NOT NULL
);
