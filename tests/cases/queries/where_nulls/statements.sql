-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = one

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = one

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title = $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = one

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') = $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = one

SELECT t.data
FROM public.tv_row AS t
WHERE (t.views > $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'views')::int4 > $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title LIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %o%

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') LIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %o%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"one"}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"one"}

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.title = ANY ($1::text[])) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"one"}

SELECT t.data
FROM public.v_row AS t
WHERE (((t.data ->> 'title') = ANY ($1::text[])) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"one"}

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title IS NULL
ORDER BY t.id;

COMMIT;
