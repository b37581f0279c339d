-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'mood') IS NULL
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 20

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'mood') = $1::text
ORDER BY t.id
LIMIT $2::int8;
-- $1 = meh
-- $2 = 20

COMMIT;
