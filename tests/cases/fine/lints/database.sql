CREATE TABLE tv_post (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  author_id uuid NOT NULL,
  lang text NOT NULL,
  created_at timestamptz NOT NULL,
  labels text[] NOT NULL,
  data jsonb NOT NULL
);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, 'slug-' || n, md5((n % 500)::text)::uuid, 'en', now() + n * interval '1 s', '{}',
       jsonb_build_object('id', md5(n::text)::uuid, 'title', 'title ' || n, 'views', n) || '{
         "tags": [], "labels": [], "created_at": "2026-01-31T12:00:00Z", "level": "low", "comments": [],
         "author": {"name": "ann", "posts": 1}
       }'
FROM generate_series(1, 2000) AS n;
CREATE INDEX ON tv_post (author_id);
CREATE INDEX ON tv_post (created_at DESC);
CREATE INDEX ON tv_post USING gin (labels);
CREATE INDEX ON tv_post USING gin (data jsonb_path_ops);
CREATE UNIQUE INDEX ON tv_post ((data ->> 'title'));
CREATE INDEX ON tv_post (((data ->> 'views')::int), id);
CREATE INDEX ON tv_post (((data ->> 'rating')::numeric));
CREATE INDEX ON tv_post USING gin ((data -> 'meta'));
CREATE INDEX ON tv_post (array_position('{low,high}'::text[], data ->> 'level'));
CREATE INDEX ON tv_post ((data -> 'author' ->> 'name'));
CREATE INDEX ON tv_post (((data -> 'author' ->> 'posts')::int));
CREATE UNIQUE INDEX ON tv_post (author_id, id);
CREATE UNIQUE INDEX ON tv_post (slug, author_id);
ANALYZE tv_post;
CREATE FUNCTION short(a text) RETURNS text STABLE LANGUAGE plpgsql AS 'BEGIN RETURN left(a, 3); END';
CREATE VIEW v_writer AS
SELECT DISTINCT author_id AS id, jsonb_build_object('id', author_id, 'name', short(lang)) AS data FROM tv_post;
CREATE FUNCTION fn_rate(p_id uuid) RETURNS uuid LANGUAGE sql STABLE AS 'SELECT p_id /* no DELETE FROM here */';
