CREATE SCHEMA app;
CREATE TABLE tv_post (id uuid NOT NULL, tenant int NOT NULL, data jsonb NOT NULL, UNIQUE (tenant, id));
CREATE UNIQUE INDEX ON tv_post (id) WHERE tenant = 1;
CREATE TABLE app."Tv.User" (id uuid PRIMARY KEY, "user" text NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_event (id bigint NOT NULL, at date NOT NULL, data jsonb NOT NULL) PARTITION BY RANGE (at);
CREATE MATERIALIZED VIEW mv_post AS SELECT id, data FROM tv_post;
CREATE VIEW v_post AS SELECT id, data FROM tv_post;
