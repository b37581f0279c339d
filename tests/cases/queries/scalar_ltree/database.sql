-- The extension where the server has it; else a type of its name that compares as text does, which is all
-- that these operators need.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'ltree') THEN
        CREATE EXTENSION ltree;
        RETURN;
    END IF;
    SET LOCAL client_min_messages TO warning;
    CREATE TYPE ltree;
    CREATE FUNCTION ltree_in(cstring) RETURNS ltree LANGUAGE internal IMMUTABLE STRICT AS 'textin';
    CREATE FUNCTION ltree_out(ltree) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
    CREATE TYPE ltree (INPUT = ltree_in, OUTPUT = ltree_out, LIKE = text);
    CREATE FUNCTION ltree_lt(ltree, ltree) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'bytealt';
    CREATE FUNCTION ltree_le(ltree, ltree) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'byteale';
    CREATE FUNCTION ltree_eq(ltree, ltree) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'byteaeq';
    CREATE FUNCTION ltree_ge(ltree, ltree) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'byteage';
    CREATE FUNCTION ltree_gt(ltree, ltree) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'byteagt';
    CREATE FUNCTION ltree_cmp(ltree, ltree) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'byteacmp';
    CREATE OPERATOR < (FUNCTION = ltree_lt, LEFTARG = ltree, RIGHTARG = ltree);
    CREATE OPERATOR <= (FUNCTION = ltree_le, LEFTARG = ltree, RIGHTARG = ltree);
    CREATE OPERATOR = (FUNCTION = ltree_eq, LEFTARG = ltree, RIGHTARG = ltree);
    CREATE OPERATOR >= (FUNCTION = ltree_ge, LEFTARG = ltree, RIGHTARG = ltree);
    CREATE OPERATOR > (FUNCTION = ltree_gt, LEFTARG = ltree, RIGHTARG = ltree);
    CREATE OPERATOR CLASS ltree_ops DEFAULT FOR TYPE ltree USING btree AS
        OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 ltree_cmp(ltree, ltree);
END $$;
CREATE TABLE tv_path (id int PRIMARY KEY, path ltree, data jsonb);
INSERT INTO tv_path (id, path) VALUES (1, 'Top.Science'), (2, 'Top'), (3, 'Top.Art'), (4, NULL);
UPDATE tv_path SET data = jsonb_build_object('id', id, 'path', path::text);
CREATE VIEW v_path AS SELECT id, data FROM tv_path;
