-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename_team(p_id => $1::uuid, p_name => $2::text)::text, TRUE);
-- $1 = 00000000-0000-0000-0000-000000000001
-- $2 = Crimson

SELECT t.data
FROM public.tv_team AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
