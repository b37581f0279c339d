-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

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
OFFSET $1::int8;
-- $1 = 7

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 2
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 0

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
OFFSET $1::int8;
-- $1 = 0

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 5
-- $2 = 100

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 2147483647

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 3
-- $2 = 1

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 3
-- $2 = 1

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
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 4
-- $2 = 1

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 4

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 9

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 2

COMMIT;
