-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_result AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_result AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT t.data
FROM public.v_result AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 2

SELECT count(*)
FROM public.v_result AS t;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'title') = $1::text
ORDER BY t.id;
-- $1 = First

COMMIT;
