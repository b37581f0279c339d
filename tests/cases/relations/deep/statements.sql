-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::text)::text, TRUE);
-- $1 = 1
-- $2 = new

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@2', to_jsonb(ARRAY(SELECT (SELECT to_jsonb(t.*) || jsonb_build_object('@4', to_jsonb(ARRAY(SELECT to_jsonb(t.*)
FROM public.tv_comment AS t
WHERE t.parent_id = o.id
ORDER BY t.id)))
FROM (SELECT t.*) AS o)
FROM public.tv_comment AS t
WHERE t.post_id = o.id
  AND t.parent_id IS NULL
ORDER BY t.id
LIMIT $2::int8)), '@3', (SELECT (SELECT t.data || jsonb_build_object('@5', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@6', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@7', (SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $3::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.team = o.team
  AND (t.id = o.id) IS NOT TRUE
ORDER BY t.id)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.id = o.author_id))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = 2
-- $2 = 1
-- $3 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::text)::text, TRUE);
-- $1 = 2
-- $2 = other

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
