CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text, p_author_id uuid, p_body text DEFAULT '') RETURNS uuid LANGUAGE sql
AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_unnamed(uuid, text DEFAULT '') RETURNS uuid LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION fn_inout(INOUT p_id uuid) LANGUAGE sql AS 'SELECT p_id';
