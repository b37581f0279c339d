CREATE TABLE tv_row (id uuid PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_one() RETURNS int LANGUAGE sql AS 'SELECT 1';
