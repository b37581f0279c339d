CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_add(p_id uuid) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_add(p_id uuid, p_note text DEFAULT '') RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
