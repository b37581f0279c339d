CREATE TABLE tb_row (id int PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_level() RETURNS text LANGUAGE sql AS $$SELECT current_setting('transaction_isolation')$$;
