-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_vehicle AS t
ORDER BY (t.data ->> 'wheels')::int4 ASC, t.id
LIMIT $1::int8;
-- $1 = 10

SELECT t.data
FROM public.v_wheels AS t
ORDER BY (t.data ->> 'wheels')::int4 DESC, t.id
LIMIT $1::int8;
-- $1 = 10

COMMIT;
