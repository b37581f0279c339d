-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT count(*)
FROM public.tv_row AS t;

COMMIT;
