CREATE SCHEMA app;
CREATE TABLE app.tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
