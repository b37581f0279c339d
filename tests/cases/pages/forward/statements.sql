-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 21

SELECT t.data, to_json(ARRAY[t.id::text])
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 3

SELECT count(*)
FROM public.tv_post AS t;

SELECT t.data, to_json(ARRAY[(t.data ->> 'title')::text, ((t.data -> 'author') ->> 'name')::text, t.id::text])
FROM public.tv_post AS t
ORDER BY (t.data ->> 'title') DESC NULLS LAST, ((t.data -> 'author') ->> 'name') ASC, t.id ASC
LIMIT $1::int8;
-- $1 = 4

SELECT 1
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 8

SELECT count(*)
FROM public.tv_post AS t
WHERE t.views > $1::int4;
-- $1 = 0

SELECT to_json(ARRAY[t.id::text])
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 1

COMMIT;
