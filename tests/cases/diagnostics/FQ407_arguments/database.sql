CREATE TABLE tv_post (id uuid PRIMARY KEY, author_id uuid NOT NULL, data jsonb NOT NULL);
