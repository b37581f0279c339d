CREATE TABLE tb_post (pk_post int PRIMARY KEY, id uuid NOT NULL UNIQUE);
CREATE TABLE tb_comment (fk_post int NOT NULL REFERENCES tb_post, body text NOT NULL);
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_sync_tv_post(p_id uuid) RETURNS void LANGUAGE sql
BEGIN ATOMIC
    UPDATE tv_post AS t SET data = jsonb_build_object('id', p.id, 'comments', (
        SELECT jsonb_agg(c.body) FROM tb_comment AS c WHERE c.fk_post = p.pk_post
    )) FROM tb_post AS p WHERE p.id = p_id AND t.id = p.id;
END;
CREATE FUNCTION fn_add_comment(p_id uuid, p_body text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM fn_sync_tv_post(p_id);
    INSERT INTO tb_comment SELECT pk_post, p_body FROM tb_post WHERE id = p_id;
    RETURN p_id;
END $$;
