CREATE DOMAIN code AS text NOT NULL;
CREATE DOMAIN slug AS code CHECK (VALUE <> '');
CREATE TABLE tb_user (pk_user int PRIMARY KEY, name text NOT NULL);
CREATE TABLE tb_post (
    pk_post int PRIMARY KEY, id uuid NOT NULL UNIQUE, body text,
    fk_editor int REFERENCES tb_user, fk_reviewer int NOT NULL REFERENCES tb_user,
    checked text CHECK (checked IS NOT NULL), mail text, code code, slug slug
);
CREATE TABLE tb_tag (fk_post int NOT NULL REFERENCES tb_post, name text NOT NULL, note text);
CREATE VIEW v_reviewer AS SELECT u.pk_user, jsonb_build_object('name', u.name) AS data FROM tb_user u;
CREATE VIEW v_post AS
SELECT p.id,
       jsonb_build_object(
           'id', p.id,
           'body', p.body,
           'editor', jsonb_build_object('name', e.name),
           'reviewer', (SELECT jsonb_build_object('name', u.name) FROM tb_user u WHERE u.pk_user = p.fk_reviewer),
           'author', r.data,
           'tags', t.tags,
           'notes', coalesce((SELECT jsonb_agg(t.note) FILTER (WHERE t.note IS NOT NULL) FROM tb_tag t WHERE t.fk_post = p.pk_post), '[]'),
           'last', coalesce(l.name, 'none'),
           'state', CASE WHEN p.fk_reviewer > 1 THEN 'one' ELSE 'none' END,
           'checked', p.checked,
           'mail', p.mail,
           'code', p.code,
           'slug', p.slug
       ) AS data
FROM tb_post p
LEFT JOIN tb_user e ON e.pk_user = p.fk_editor
LEFT JOIN v_reviewer r ON r.pk_user = p.fk_reviewer
LEFT JOIN LATERAL (SELECT coalesce(jsonb_agg(t.name), '[]') AS tags FROM tb_tag t WHERE t.fk_post = p.pk_post) t ON true
LEFT JOIN LATERAL (SELECT t.name FROM tb_tag t WHERE t.fk_post = p.pk_post ORDER BY t.name DESC LIMIT 1) l ON true
WHERE p.body <> '' AND e.name LIKE '%a%';
