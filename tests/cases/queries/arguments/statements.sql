-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.title = $1::text
ORDER BY t.id;
-- $1 = b%

SELECT t.data
FROM public.tv_post AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'lang') = $1::text
ORDER BY t.id;
-- $1 = en

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'lang') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.title = $1::text
  AND (t.data ->> 'lang') = $2::text
  AND t.author_id = $3::int4
ORDER BY t.id;
-- $1 = a
-- $2 = en
-- $3 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
  AND (t.title = $2::text OR (t.data ->> 'lang') IS NULL)
ORDER BY t.id
LIMIT $3::int8;
-- $1 = 1
-- $2 = a
-- $3 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'lang') = $1::text
ORDER BY t.id;
-- $1 = en

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'lang') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
  AND t.title = $2::text
LIMIT 2;
-- $1 = 1
-- $2 = a

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = $1::int4;
-- $1 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id IS NULL
  AND t.title = $1::text;
-- $1 = a

COMMIT;
