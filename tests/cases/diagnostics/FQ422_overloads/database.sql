CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_add(p_id uuid, p_note text) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_add(p_id uuid, p_note text, p_at timestamptz DEFAULT now()) RETURNS uuid LANGUAGE sql
AS 'SELECT p_id';
CREATE FUNCTION fn_set(p_id uuid, p_note text) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_set(p_id uuid, p_stars integer) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
