CREATE TABLE tv_post (id uuid PRIMARY KEY, author_id uuid NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, md5((n % 500)::text)::uuid,
       jsonb_build_object('id', md5(n::text)::uuid, 'title', 'title ' || n, 'views', n) || '{
         "tags": [], "created_at": "2026-01-31T12:00:00Z", "comments": [],
         "author": {"name": "ann", "since": "2026-01-31", "posts": 1}
       }'
FROM generate_series(1, 2000) AS n;
CREATE INDEX ON tv_post (((data ->> 'views')::int) DESC, id);
CREATE INDEX ON tv_post ((data ->> 'title') text_pattern_ops);
CREATE INDEX ON tv_post USING gin (data);
ANALYZE tv_post;
CREATE TABLE tv_order (id uuid PRIMARY KEY, tenant_id int NOT NULL, day date NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_order SELECT gen_random_uuid(), n % 3, '2020-01-01'::date + n, jsonb_build_object('id', n, 'day', '2020-01-01'::date + n) FROM generate_series(1, 2000) AS n;
CREATE INDEX ON tv_order (tenant_id, day);
ANALYZE tv_order;
