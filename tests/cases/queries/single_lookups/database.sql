CREATE TABLE tv_post (id uuid PRIMARY KEY, identifier text NOT NULL UNIQUE, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT id, identifier, jsonb_build_object('id', id, 'identifier', identifier, 'title', title)
FROM (VALUES
    ('00000000-0000-0000-0000-00000000000a'::uuid, 'first', 'The first'),
    ('00000000-0000-0000-0000-00000000000b', 'it''s "100 %" \ 🐘', NULL)
) AS post (id, identifier, title);
