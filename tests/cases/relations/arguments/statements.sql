-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = (
-- $2 = 50

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = never
-- $2 = 50

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'lead') = $1::text
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = x
-- $2 = 50

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = never
-- $2 = 50

ROLLBACK TO SAVEPOINT fraiseql;

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'lead') = $1::text
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8)))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = x
-- $2 = 50

COMMIT;

-- round trip 3
SELECT '' ~ $1::text;
-- $1 = (
