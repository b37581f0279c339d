CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_touch(p_id int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_id < 0 THEN RAISE 'no such post' USING ERRCODE = 'no_data_found'; END IF;
    INSERT INTO tv_post VALUES (p_id, '{}');
END $$;
