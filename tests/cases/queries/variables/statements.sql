-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 3

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 9

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id
LIMIT $2::int8;
-- $1 = {"1","2"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id
LIMIT $2::int8;
-- $1 = {"2"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id
LIMIT $2::int8;
-- $1 = {"3"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.n = ANY ($1::int4[])
ORDER BY t.id
LIMIT $2::int8;
-- $1 = {"2"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id
LIMIT $2::int8;
-- $1 = {"4","1"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 's') = ANY ($1::text[])
ORDER BY t.id DESC, t.id
LIMIT $2::int8;
-- $1 = {"a","b"}
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.data ->> 's') = ANY ($1::text[]) AND (t.data ->> 's') = $2::text)
ORDER BY t.id
LIMIT $3::int8;
-- $1 = {"a","b"}
-- $2 = b
-- $3 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.n > $1::int4
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 1
-- $2 = 9

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 's') IS NULL
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 9

COMMIT;
