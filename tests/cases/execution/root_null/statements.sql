-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_thing AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_thing AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT t.data
FROM public.v_thing AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_thing AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1

COMMIT;
