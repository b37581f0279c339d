-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT to_jsonb(t.*)
FROM public.v_post AS t
ORDER BY t.number ASC
LIMIT $1::int8;
-- $1 = 3

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 3

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.number DESC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT to_jsonb(t.*)
FROM public.v_post AS t
WHERE (t.number > $1::int4 OR t.number IS NULL)
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = -5
-- $2 = 3

SELECT to_jsonb(t.*)
FROM public.v_big_post AS t
ORDER BY t.number ASC
LIMIT $1::int8;
-- $1 = 3

SELECT to_jsonb(t.*)
FROM public.v_big_post AS t
WHERE t.title IS DISTINCT FROM $1::text
ORDER BY t.number ASC
LIMIT $2::int8;
-- $1 = Title 3
-- $2 = 3

SELECT to_jsonb(t.*)
FROM public.v_big_post AS t
ORDER BY t.number ASC
LIMIT $1::int8;
-- $1 = 10

SELECT to_jsonb(t.*)
FROM public.v_post AS t
ORDER BY t.title DESC, t.number ASC
LIMIT $1::int8;
-- $1 = 2

COMMIT;
