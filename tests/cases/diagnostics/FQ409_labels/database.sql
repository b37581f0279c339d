CREATE TYPE status AS ENUM ('draft', 'published', 'In Review');
CREATE DOMAIN strict_status AS status NOT NULL;
CREATE TABLE tv_post (id uuid PRIMARY KEY, status status, state strict_status, data jsonb NOT NULL);
CREATE FUNCTION fn_set(p_id uuid, p_status status) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_set_all(p_id uuid, p_moods status[]) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
