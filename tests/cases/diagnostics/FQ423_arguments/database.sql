CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text, p_body text DEFAULT '') RETURNS uuid LANGUAGE sql
AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_touch() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_out(p_title text, OUT p_id uuid) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
