CREATE TABLE tb_post (id int PRIMARY KEY, title text NOT NULL);
CREATE VIEW tv_post AS
SELECT id, jsonb_build_object('id', id, 'title', title, 'count', (SELECT count(*) FROM tb_post)) AS data FROM tb_post;
CREATE FUNCTION fn_create_post(p_id int, p_title text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tb_post VALUES (p_id, p_title);
    IF p_title = '' THEN
        RAISE EXCEPTION 'The title of % must not be empty.', p_id;
    END IF;
    RETURN p_id;
END $$;
