CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
CREATE FUNCTION fn_add(p_id int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF p_id = 2 THEN
        RAISE EXCEPTION 'Not two.';
    END IF;
    INSERT INTO tv_row VALUES (p_id);
    RETURN (SELECT count(*) FROM tv_row);
END $$;
