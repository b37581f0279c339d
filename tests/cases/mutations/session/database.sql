CREATE TABLE tb_note (id int PRIMARY KEY, owner text);
CREATE VIEW v_note AS
SELECT id, jsonb_build_object('id', id, 'owner', owner, 'reader', current_setting('app.user_id', true)) AS data
FROM tb_note WHERE owner = current_setting('app.user_id', true);
CREATE FUNCTION fn_add_note(p_id int) RETURNS int LANGUAGE sql AS $$
    INSERT INTO tb_note VALUES (p_id, current_setting('app.user_id', true)) RETURNING id
$$;
CREATE FUNCTION fn_setting(p_name text) RETURNS text LANGUAGE sql RETURN current_setting(p_name, true);
