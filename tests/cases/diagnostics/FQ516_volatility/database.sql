CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tb_author (id uuid PRIMARY KEY, first text NOT NULL, last text NOT NULL);
CREATE FUNCTION full_name(a tb_author) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN a.first || ' ' || a.last;
END
$$;
CREATE VIEW v_author AS SELECT a.id, jsonb_build_object('id', a.id, 'name', full_name(a)) AS data FROM tb_author a;
CREATE FUNCTION fn_rename_post(p_id uuid, p_title text) RETURNS uuid LANGUAGE sql STABLE AS $$
    UPDATE tv_post SET data = data || jsonb_build_object('title', p_title) WHERE id = p_id RETURNING id
$$;
CREATE FUNCTION fn_sync_tv_post(p_ids uuid[]) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    -- what is gone
    DELETE FROM tv_post WHERE id = ANY (p_ids);
END
$$;
-- What writes is called by the command.
CREATE FUNCTION set_title(p_id uuid, p_title text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
    EXECUTE 'UPDATE tv_post SET data = NULL';
END
$$;
CREATE FUNCTION fn_clear_post(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_title(p_id, '');
    RETURN p_id;
END
$$;
-- Only words of a text, or of a comment.
CREATE FUNCTION audit(p_id uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    -- it must not: INSERT INTO tb_log VALUES (p_id)
    RETURN E'it\'s no INSERT INTO tb_log, nor DELETE FROM tb_log; ' || $x$UPDATE tb_log SET a = 1$x$;
END
$$;
CREATE FUNCTION fn_audit(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    RAISE NOTICE '%', audit(p_id);
    RETURN p_id;
END
$$;
