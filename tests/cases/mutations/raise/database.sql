CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_say(p_message text, p_detail text DEFAULT '', p_hint text DEFAULT '', p_code text DEFAULT 'P0001') RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = p_message, DETAIL = p_detail, HINT = p_hint, ERRCODE = p_code;
END $$;
-- One function that calls another: what is said inside is heard.
CREATE FUNCTION fn_say_it(p_message text) RETURNS text LANGUAGE sql RETURN fn_say(p_message, 'inside');
CREATE FUNCTION fn_require(p_value int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    ASSERT p_value > 0, 'an assertion is for developers';
    RAISE NOTICE 'a notice is not an error';
    RETURN 10 / (p_value - 1);
END $$;
