CREATE FUNCTION fn_echo(input jsonb, one jsonb, list jsonb, matrix jsonb, required int)
RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('input', input, 'one', one, 'list', list, 'matrix', matrix, 'required', required)
$$;
CREATE VIEW v_nothing AS SELECT 1 AS id, 1 AS key, '{"id": null}'::jsonb AS data;
