-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE t.views >= $1::int4
  AND (t.data ->> 'title') LIKE $2::text
  AND (t.status = $3::text OR t.id = ANY ($4::uuid[]))
ORDER BY t.views DESC, t.id
LIMIT $5::int8;
-- $1 = 20
-- $2 = %Post%
-- $3 = live
-- $4 = {}
-- $5 = 3

SELECT count(*)
FROM public.tv_post AS t
WHERE t.views >= $1::int4;
-- $1 = 20

COMMIT;
