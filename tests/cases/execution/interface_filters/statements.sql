-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_animal AS t
WHERE t.name LIKE $1::text
ORDER BY t.id;
-- $1 = T%

SELECT t.data
FROM public.tv_animal AS t
WHERE (t.data ->> 'leg_count')::int4 >= $1::int4
ORDER BY (t.data ->> 'leg_count')::int4 ASC, t.id;
-- $1 = 3

SELECT t.data
FROM public.tv_animal AS t
WHERE ((t.data -> 'owner') ->> 'name') = $1::text
ORDER BY t.id;
-- $1 = Ada

SELECT t.data
FROM public.tv_animal AS t
WHERE ((t.data -> 'owner') ->> 'name') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_animal AS t
ORDER BY ((t.data -> 'owner') ->> 'name') DESC NULLS LAST, t.id;

SELECT count(*)
FROM public.tv_animal AS t
WHERE ((t.data ->> 'leg_count')::int4 = $1::int4) IS NOT TRUE;
-- $1 = 4

COMMIT;
