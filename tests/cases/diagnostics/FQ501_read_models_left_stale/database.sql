CREATE TABLE tb_user (pk_user int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, name text, email text);
CREATE TABLE tb_post (
    pk_post int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE,
    fk_user int NOT NULL REFERENCES tb_user ON DELETE CASCADE, title text
);
CREATE TABLE tb_like (fk_post int NOT NULL REFERENCES tb_post, fk_user int NOT NULL REFERENCES tb_user);

CREATE VIEW v_user AS
SELECT pk_user, id, jsonb_build_object('id', id, 'name', name) AS data FROM tb_user;
CREATE VIEW v_post AS
SELECT p.id, jsonb_build_object(
    'id', p.id, 'title', p.title, 'author', u.data,
    'likes', (SELECT count(*) FROM tb_like AS l WHERE l.fk_post = p.pk_post)
) AS data
FROM tb_post AS p JOIN v_user AS u ON u.pk_user = p.fk_user;
CREATE MATERIALIZED VIEW mv_author AS
SELECT u.id, jsonb_build_object('id', u.id, 'posts', count(p.*)) AS data
FROM tb_user AS u LEFT JOIN tb_post AS p ON p.fk_user = u.pk_user GROUP BY u.id;
CREATE UNIQUE INDEX ON mv_author (id);

CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);

CREATE FUNCTION fn_sync_tv_user(p_ids uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tv_user SELECT id, data FROM v_user WHERE id = ANY (p_ids)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data;
$$;
CREATE FUNCTION fn_sync_tv_post(p_ids uuid[], p_all boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid;
    v_data jsonb;
BEGIN
    FOREACH v_id IN ARRAY p_ids LOOP
        SELECT data INTO v_data FROM v_post WHERE id = v_id;
        INSERT INTO tv_post VALUES (v_id, v_data) ON CONFLICT (id) DO UPDATE SET data = excluded.data;
    END LOOP;
END $$;

CREATE FUNCTION fn_set_name(p_id uuid, p_name text) RETURNS void LANGUAGE sql AS $$
    UPDATE tb_user SET name = p_name WHERE id = p_id;
$$;
CREATE FUNCTION fn_rename_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fn_set_name(p_id, p_name);
    PERFORM fn_sync_tv_user(ARRAY[p_id]);
    RETURN p_id;
END $$;
CREATE FUNCTION fn_retitle(p_id uuid, p_title text) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tb_post AS p SET title = CASE WHEN p_title = '' THEN NULL ELSE p_title END WHERE id = p_id RETURNING id;
$$;
CREATE FUNCTION fn_like(p_id uuid, p_user_id uuid) RETURNS uuid LANGUAGE sql AS $$
    WITH new AS (
        INSERT INTO tb_like SELECT pk_post, pk_user FROM tb_post AS p, tb_user AS u WHERE p.id = p_id AND u.id = p_user_id
    )
    SELECT p_id;
$$;
-- The posts go with the user.
CREATE FUNCTION fn_delete_user(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM tb_user WHERE id = p_id;
    DELETE FROM tv_user WHERE id = p_id;
    RETURN p_id;
END $$;
CREATE FUNCTION fn_create_post(p_user_id uuid, p_title text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := gen_random_uuid();
BEGIN
    INSERT INTO tb_post (id, fk_user, title) SELECT v_id, pk_user, p_title FROM tb_user WHERE id = p_user_id;
    REFRESH MATERIALIZED VIEW mv_author;
    RETURN v_id;
END $$;
