-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

COMMIT;
