CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE tv_post (
  id int PRIMARY KEY, mood mood, owner uuid, numbers int[], day date, net cidr, length interval, extra jsonb, data jsonb NOT NULL
);
