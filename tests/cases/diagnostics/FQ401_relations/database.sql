CREATE SCHEMA app;
CREATE SCHEMA hidden;
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE app.tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE "TvComment" (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE "tv tag" (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE MATERIALIZED VIEW mv_stats AS SELECT id, data FROM tv_post;
