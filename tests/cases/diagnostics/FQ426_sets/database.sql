CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_set() RETURNS SETOF uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_one() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_text_array() RETURNS text[] LANGUAGE sql AS $$SELECT '{}'::text[]$$;
CREATE FUNCTION fn_void() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION fn_voids() RETURNS SETOF void LANGUAGE sql AS '';
CREATE FUNCTION fn_record() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION fn_row() RETURNS tv_post LANGUAGE sql AS 'SELECT tv_post FROM tv_post';
