CREATE OR REPLACE FUNCTION fn_add_comment(p_id uuid, p_body text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_comment SELECT pk_post, p_body FROM tb_post WHERE id = p_id;
    PERFORM fn_sync_tv_post(p_id);
    RETURN p_id;
END $$;
