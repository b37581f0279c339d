CREATE TABLE v_thing (id int PRIMARY KEY, key text, data jsonb NOT NULL); CREATE FUNCTION fn_echo(input jsonb, one jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT input';
