CREATE SCHEMA app;
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION app.fn_publish_post(p_id uuid) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION "fnRenamePost"(p_id uuid, p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
