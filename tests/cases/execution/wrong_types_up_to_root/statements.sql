-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_animal AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT t.data
FROM public.tv_animal AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 21

SELECT t.data
FROM public.tv_animal AS t
ORDER BY t.id;

COMMIT;
