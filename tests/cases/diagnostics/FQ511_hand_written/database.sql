CREATE TABLE tv_post (id uuid PRIMARY KEY, author_id uuid NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, md5((n % 500)::text)::uuid,
       jsonb_build_object('id', md5(n::text)::uuid, 'title', 'title ' || n, 'views', n) || '{
         "tags": [], "created_at": "2026-01-31T12:00:00Z", "comments": [],
         "author": {"name": "ann", "since": "2026-01-31", "posts": 1}
       }'
FROM generate_series(1, 2000) AS n;
