CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid NOT NULL, name text NOT NULL);
CREATE TABLE tb_post (pk_post int PRIMARY KEY, id uuid NOT NULL, title text NOT NULL, fk_user int NOT NULL REFERENCES tb_user);
CREATE TABLE tb_comment (id uuid PRIMARY KEY, fk_post int NOT NULL REFERENCES tb_post);
CREATE VIEW v_post AS
SELECT p.id,
       jsonb_build_object(
           'id', p.id, 'title', p.title,
           'author', (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM tb_user u WHERE u.pk_user = p.fk_user)
       ) || jsonb_build_object(
           'comments', coalesce((SELECT jsonb_agg(to_jsonb(c)) FROM tb_comment c WHERE c.fk_post = p.pk_post), '[]')
       ) AS data
FROM tb_post p;

CREATE TABLE tv_tag (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_tag(p_id uuid, p_label text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_data jsonb;
BEGIN
    v_data := jsonb_build_object('id', p_id, 'label', p_label);
    INSERT INTO tv_tag (id, data) VALUES (p_id, v_data)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data;
END $$;
CREATE FUNCTION fn_add_tag(label text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := gen_random_uuid();
BEGIN
    PERFORM fn_sync_tv_tag(v_id, label);
    RETURN v_id;
END $$;

CREATE VIEW v_animal AS
SELECT id, jsonb_build_object('kind', 'Dog', 'id', id) AS data FROM tb_user
UNION ALL
SELECT id, jsonb_build_object('kind', 'Cat', 'id', id, 'lives', 9) FROM tb_comment;
CREATE VIEW v_thing AS SELECT id, jsonb_build_object('id', id, 'type', 'Dog') AS data FROM tb_user;
