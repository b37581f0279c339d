CREATE TABLE tv_row (id uuid PRIMARY KEY, data jsonb);
CREATE TYPE inner_type AS (a int, c int);
CREATE FUNCTION fn_outs(OUT imported int, OUT fail int, OUT took text, OUT "inner" inner_type)
LANGUAGE sql AS $$SELECT 1, 2, '', NULL::inner_type$$;
CREATE FUNCTION fn_array() RETURNS inner_type[] LANGUAGE sql AS $$SELECT '{}'::inner_type[]$$;
