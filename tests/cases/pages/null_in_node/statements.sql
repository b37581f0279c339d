-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data, to_json(ARRAY[t.id::text])
FROM public.tv_post AS t
ORDER BY t.id DESC
LIMIT $1::int8;
-- $1 = 4

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id DESC
LIMIT $1::int8;
-- $1 = 4

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 21

COMMIT;
