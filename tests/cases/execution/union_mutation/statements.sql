-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::text)::text, TRUE);
-- $1 = 2
-- $2 = Max

SELECT t.data
FROM public.v_result AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
