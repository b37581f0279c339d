-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'title') = $1::text
ORDER BY t.id;
-- $1 = no such title

COMMIT;
