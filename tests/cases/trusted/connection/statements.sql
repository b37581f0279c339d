-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data, to_json(ARRAY[t.views::text, t.id::text])
FROM public.tv_post AS t
ORDER BY t.views DESC, t.id ASC
LIMIT $1::int8;
-- $1 = 3

SELECT count(*)
FROM public.tv_post AS t;

COMMIT;
