CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_count (id bigint PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_void(p_id uuid) RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION fn_json(p_id uuid) RETURNS jsonb LANGUAGE sql AS $$SELECT '{}'::jsonb$$;
CREATE FUNCTION fn_row(p_id uuid) RETURNS tv_post LANGUAGE sql AS 'SELECT tv_post FROM tv_post';
CREATE FUNCTION fn_record(p_id uuid, OUT p_a uuid, OUT p_b text) LANGUAGE sql AS $$SELECT p_id, ''$$;
CREATE FUNCTION fn_int(p_id uuid) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION fn_text(p_id uuid) RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;
CREATE FUNCTION fn_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
