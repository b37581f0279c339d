-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 > $2::int4
  AND (t.hidden) IS NOT TRUE
ORDER BY (t.data ->> 'views')::int4 DESC, t.id
LIMIT $3::int8)), '@2', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@5', (SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $4::int8
OFFSET $5::int8)), '@3', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 >= 50
  AND (t.data ->> 'views')::int4 = $6::int4
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id)), '@4', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_user AS t
WHERE t.team = o.team
  AND (t.id = o.id) IS NOT TRUE
ORDER BY t.id)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE (t.data ->> 'name') IS DISTINCT FROM $1::text
ORDER BY t.id
LIMIT $7::int8;
-- $1 = u9
-- $2 = 20
-- $3 = 2
-- $4 = 1
-- $5 = 1
-- $6 = 80
-- $7 = 3

SELECT (SELECT t.data || jsonb_build_object('@1', (SELECT t.data
FROM public.tv_user AS t
WHERE t.id = (o.data ->> 'lead')::int4), '@2', to_jsonb(ARRAY(SELECT (SELECT to_jsonb(t.*) || jsonb_build_object('@3', to_jsonb(ARRAY(SELECT (SELECT to_jsonb(t.*) || jsonb_build_object('@4', (SELECT to_jsonb(t.*)
FROM public.tv_comment AS t
WHERE t.id = o.parent_id))
FROM (SELECT t.*) AS o)
FROM public.tv_comment AS t
WHERE t.parent_id = o.id
ORDER BY t.id)))
FROM (SELECT t.*) AS o)
FROM public.tv_comment AS t
WHERE t.post_id = o.id
  AND t.parent_id IS NULL
ORDER BY t.id
LIMIT $1::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 2
-- $2 = 2

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 4
-- $2 = 50

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 5
-- $2 = 50

COMMIT;
