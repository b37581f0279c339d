-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.title IS NULL) IS NOT TRUE
ORDER BY t.title ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.title = $1::text AND (t.title IS NULL) IS NOT TRUE) OR ((t.data -> 'author') ->> 'name') = $2::text)
ORDER BY t.title DESC, t.id;
-- $1 = a
-- $2 = Ada

COMMIT;
