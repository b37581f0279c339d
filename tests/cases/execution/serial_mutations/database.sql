CREATE TABLE v_thing (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO v_thing VALUES (1, '{"id": 1, "name": "n", "size": 2}'), (2, '{"id": 2, "size": "wrong"}');
CREATE TABLE log (n int);
CREATE FUNCTION fn_add(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF n < 0 THEN RAISE EXCEPTION '% is negative', n; END IF;
    INSERT INTO log VALUES (n);
    RETURN (SELECT sum(log.n) FROM log);
END $$;
