CREATE TABLE tb_post (id uuid NOT NULL, tags text NOT NULL, words text[] NOT NULL);
CREATE VIEW v_post AS
SELECT id,
       jsonb_build_object(
           'id', id,
           'tags', tags,
           'author', jsonb_build_array(jsonb_build_object('name', tags)),
           'authors', jsonb_build_object('name', tags),
           'words', words
       ) AS data
FROM tb_post;
