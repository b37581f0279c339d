-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::timestamptz)::text, TRUE);
-- $1 = 1
-- $2 = never

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = 50

COMMIT;

-- round trip 2
ROLLBACK;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::timestamptz)::text, TRUE);
-- $1 = 1
-- $2 = never

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
