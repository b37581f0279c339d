-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.title > $1::text
ORDER BY t.title DESC, t.id;
-- $1 = a

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'Sub-Title') = $1::text
ORDER BY t.id;
-- $1 = y

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data -> 'author') ->> 'n') = $1::text
ORDER BY ((t.data -> 'author') ->> 'n') ASC, t.id;
-- $1 = Bob

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'mood') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"Very Happy!","sad"}

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'mood') = $1::text
ORDER BY t.id;
-- $1 = HAPPY

COMMIT;
