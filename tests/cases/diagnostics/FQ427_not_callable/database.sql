CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE PROCEDURE create_post(p_title text) LANGUAGE sql AS '';
CREATE AGGREGATE fn_sum(p_value integer) (SFUNC = int4pl, STYPE = integer);
CREATE FUNCTION fn_set(p_id uuid) RETURNS SETOF uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_table(p_id uuid) RETURNS TABLE (a uuid) LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_many(p_id uuid, VARIADIC p_tags text[]) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_rank(p_id uuid) RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
