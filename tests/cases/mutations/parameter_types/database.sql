CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN some_mood AS mood;
CREATE FUNCTION fn_int(p_small smallint, p_big bigint, p_exact numeric(10, 2), p_real real, p_wide double precision) RETURNS text LANGUAGE sql
RETURN concat_ws(' ', p_small, p_big, p_exact, p_real, p_wide);
CREATE FUNCTION fn_float(p_real real, p_exact numeric) RETURNS text LANGUAGE sql RETURN concat_ws(' ', p_real, p_exact);
CREATE FUNCTION fn_id(p_number bigint, p_text varchar) RETURNS text LANGUAGE sql RETURN concat_ws(' ', p_number, p_text);
CREATE FUNCTION fn_text(p_email email, p_code char(4), p_name name, p_short varchar(2)) RETURNS text LANGUAGE sql
RETURN concat_ws('|', p_email, p_code, p_name, p_short);
CREATE FUNCTION fn_big(p_small int, p_exact numeric) RETURNS text LANGUAGE sql RETURN concat_ws(' ', p_small, p_exact);
CREATE FUNCTION fn_mood(p_mood some_mood, p_word text) RETURNS text LANGUAGE sql RETURN concat_ws(' ', p_mood, p_word);
CREATE FUNCTION fn_address(p_range inet, p_network cidr) RETURNS text LANGUAGE sql RETURN concat_ws(' ', p_range, p_network);
