-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_hit(p_id => $1::uuid)::text, TRUE);
-- $1 = 00000000-0000-0000-0000-000000000001

SELECT t.data
FROM public.tv_page AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
