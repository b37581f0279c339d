-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data -> 'author') ->> 'name') = $1::text
ORDER BY t.id;
-- $1 = O'Brien

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'employees')::int4 >= $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'employees')::int4 < $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'kind') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"startup","big_one"}

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'since')::date = $1::date
ORDER BY t.id;
-- $1 = 2020-02-29

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'name') LIKE $1::text
ORDER BY t.id;
-- $1 = %\%

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data -> 'author') ->> 'active')::bool IS DISTINCT FROM $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data -> 'author') ->> 'name') LIKE $1::text
  AND (((t.data -> 'author') -> 'company') ->> 'name') LIKE $2::text
  AND (((t.data -> 'author') -> 'company') ->> 'employees')::int4 IS DISTINCT FROM $3::int4
ORDER BY t.id;
-- $1 = Z%
-- $2 = %0%
-- $3 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') -> 'company') ->> 'name') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data -> 'author') ->> 'name') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE ((((t.data -> 'author') -> 'company') ->> 'employees')::int4 >= $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE ((((t.data -> 'author') -> 'company') ->> 'employees')::int4 >= $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE ((((t.data -> 'author') -> 'company') ->> 'employees')::int4 >= $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE (((t.data -> 'author') ->> 'name') = $1::text OR ((((t.data -> 'author') -> 'company') ->> 'kind') = $2::text OR (((t.data -> 'author') -> 'company') ->> 'employees')::int4 = $3::int4))
ORDER BY t.id;
-- $1 = Ada
-- $2 = startup
-- $3 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE FALSE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

COMMIT;
