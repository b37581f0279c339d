-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT count(*)
FROM public.tv_row AS t;

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 2

COMMIT;
