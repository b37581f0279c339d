CREATE TABLE tv_post (id uuid PRIMARY KEY, identifier text NOT NULL UNIQUE, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT id, identifier, jsonb_build_object('id', id, 'identifier', identifier, 'title', title, 'created_at', '2026-01-31T12:00:00+00:00')
FROM (VALUES
    ('00000000-0000-0000-0000-000000000001'::uuid, 'first', 'The first'),
    ('00000000-0000-0000-0000-000000000002', 'second', 'The “second” \ 100 % 🐘')
) AS post (id, identifier, title);
