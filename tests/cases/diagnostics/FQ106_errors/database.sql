CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
