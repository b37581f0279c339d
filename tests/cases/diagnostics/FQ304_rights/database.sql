DO $$ BEGIN CREATE ROLE fraiseql_case_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE fraiseql_case_writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE SCHEMA app;
CREATE TABLE tv_post (id uuid PRIMARY KEY, author_id uuid NOT NULL, secret text, data jsonb NOT NULL);
CREATE TABLE app.tv_user (id uuid PRIMARY KEY, name text NOT NULL, password text);
CREATE TABLE tb_tag (id uuid PRIMARY KEY);
CREATE VIEW v_tag WITH (security_invoker = true) AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_tag;
CREATE FUNCTION fn_delete_post(p_id uuid) RETURNS uuid LANGUAGE sql
    AS 'DELETE FROM tv_post WHERE id = p_id RETURNING id';
CREATE FUNCTION app.fn_keep_post(p_id uuid, p_days int DEFAULT 1) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public, app FROM PUBLIC;
GRANT SELECT (id, data) ON tv_post TO fraiseql_case_reader;
GRANT SELECT ON v_tag TO fraiseql_case_reader;
