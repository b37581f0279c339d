CREATE DOMAIN code AS text NOT NULL;
CREATE TABLE tb_user (pk_user int PRIMARY KEY, name text NOT NULL, code code);
CREATE TABLE tb_post (
    pk_post int PRIMARY KEY, id uuid NOT NULL UNIQUE, body text,
    fk_editor int REFERENCES tb_user, fk_reviewer int NOT NULL
);
CREATE TABLE tb_tag (fk_post int NOT NULL REFERENCES tb_post, name text NOT NULL, note text);
CREATE VIEW v_post AS
SELECT p.id,
       jsonb_build_object(
           'id', p.id,
           'body', p.body,
           'editor', CASE WHEN e.pk_user IS NOT NULL THEN jsonb_build_object('name', e.name) END,
           'reviewer', (SELECT jsonb_build_object('name', u.name) FROM tb_user u WHERE u.pk_user = p.fk_reviewer),
           'tags', (SELECT jsonb_agg(t.name) FROM tb_tag t WHERE t.fk_post = p.pk_post),
           'notes', coalesce((SELECT jsonb_agg(t.note) FROM tb_tag t WHERE t.fk_post = p.pk_post), '[]'),
           'last', l.name,
           'state', nullif(p.fk_reviewer::text, '0'),
           'code', e.code
       ) AS data
FROM tb_post p
LEFT JOIN tb_user e ON e.pk_user = p.fk_editor
LEFT JOIN LATERAL (SELECT t.name FROM tb_tag t WHERE t.fk_post = p.pk_post ORDER BY t.name DESC LIMIT 1) l ON true;
