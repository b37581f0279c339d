-- The write side, the read side and the commands in schemas of their own, none on the search path.
CREATE SCHEMA write;
CREATE SCHEMA read;
CREATE SCHEMA api;
CREATE TABLE write.tb_user (pk_user integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL);
CREATE TABLE read.tv_user (id uuid PRIMARY KEY, name text NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION read.fn_sync_tv_user(p_id uuid) RETURNS void LANGUAGE sql SET search_path TO read, write AS $$
    INSERT INTO tv_user (id, name, data)
    SELECT id, name, jsonb_build_object('id', id, 'name', name) FROM tb_user WHERE id = p_id
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, data = excluded.data;
$$;
CREATE FUNCTION api.create_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO write.tb_user (id, name) VALUES (p_id, p_name);
    PERFORM read.fn_sync_tv_user(p_id);
    RETURN p_id;
END $$;
CREATE FUNCTION api.rename_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql SET search_path TO write, read AS $$
BEGIN
    UPDATE tb_user SET name = p_name WHERE id = p_id;
    PERFORM fn_sync_tv_user(p_id);
    RETURN p_id;
END $$;
SELECT api.create_user('00000000-0000-0000-0000-000000000001', 'Ada');
