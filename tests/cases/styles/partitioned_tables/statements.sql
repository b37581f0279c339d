-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_record(p_id => $1::uuid, p_at => $2::timestamptz, p_kind => $3::text)::text, TRUE);
-- $1 = 00000000-0000-0000-0000-000000000003
-- $2 = 2026-07-01T00:00:00Z
-- $3 = again

SELECT t.data
FROM public.tv_event AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
