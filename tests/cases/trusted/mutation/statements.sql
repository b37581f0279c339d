-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_publish(p_id => $1::uuid)::text, TRUE);
-- $1 = c81e728d-9d4c-2f63-6f06-7f89cc14862c

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
