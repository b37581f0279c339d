CREATE TABLE tv_post (id uuid PRIMARY KEY, created_at timestamptz NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text, p_mood text, p_views int) RETURNS uuid LANGUAGE sql
AS 'SELECT gen_random_uuid()';
