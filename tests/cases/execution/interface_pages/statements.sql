-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_animal AS t
WHERE (t.data ->> 'leg_count')::int4 > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 0
-- $2 = 3

SELECT count(*)
FROM public.tv_animal AS t
WHERE (t.data ->> 'leg_count')::int4 > $1::int4;
-- $1 = 0

COMMIT;
