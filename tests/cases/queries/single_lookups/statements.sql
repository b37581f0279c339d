-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-00000000000a

SELECT t.data
FROM public.tv_post AS t
WHERE t.identifier = $1::text
LIMIT 2;
-- $1 = it's "100 %" \ 🐘

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
  AND t.identifier = $2::text
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-00000000000b
-- $2 = it's "100 %" \ 🐘

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
  AND t.identifier = $2::text
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-00000000000a
-- $2 = it's "100 %" \ 🐘

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-00000000000a

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-00000000000a

SELECT t.data
FROM public.tv_post AS t
WHERE t.identifier = $1::text
LIMIT 2;
-- $1 = no such post

SELECT t.data
FROM public.tv_post AS t
WHERE t.identifier = $1::text
LIMIT 2;
-- $1 = 

COMMIT;
