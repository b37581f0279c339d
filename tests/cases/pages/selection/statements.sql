-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data, to_json(ARRAY[t.id::text])
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 3

SELECT count(*)
FROM public.tv_post AS t;

SELECT to_json(ARRAY[t.id::text])
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 2

SELECT 1
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 3

COMMIT;
