CREATE TABLE tv_post (id uuid PRIMARY KEY, views text, data jsonb NOT NULL);
