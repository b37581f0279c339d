-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE t.identifier = $1::text
LIMIT 2;
-- $1 = same

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.identifier = $2::text
LIMIT 2;
-- $1 = 2
-- $2 = same

SELECT t.data
FROM public.tv_post AS t
WHERE t.identifier = $1::text
LIMIT 2;
-- $1 = other

COMMIT;
