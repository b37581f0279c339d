-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT count(*)
FROM public.tv_post AS t;

SELECT count(*)
FROM public.tv_post AS t;

SELECT count(*)
FROM public.tv_post AS t
WHERE ((t.data ->> 'views') IS NULL) IS NOT TRUE;

SELECT count(*)
FROM public.tv_post AS t
WHERE (t.data ->> 'views')::int4 > $1::int4;
-- $1 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE (t.data ->> 'views') IS NULL;

SELECT count(*)
FROM public.tv_post AS t
WHERE (t.data ->> 'views')::int4 = $1::int4;
-- $1 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE (t.data ->> 'views') IS NULL;

COMMIT;
