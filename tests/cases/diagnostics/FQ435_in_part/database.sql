CREATE TABLE tb_post (id uuid NOT NULL, views int NOT NULL, code text NOT NULL);
-- Where a post has no views, its tags are no list; only some have a bio, which is always null.
CREATE VIEW v_post AS
SELECT id,
       CASE WHEN views > 1
           THEN jsonb_build_object('id', id, 'bio', NULL, 'tags', jsonb_build_array('a'), 'code', code,
                                   'meta', jsonb_build_object('words', 1), 'empty', '{}'::jsonb)
           ELSE jsonb_build_object('id', id, 'tags', code, 'code', code, 'meta', code, 'empty', '{}'::jsonb)
       END AS data
FROM tb_post;
