-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_file AS t
ORDER BY t.name ASC, t.id
LIMIT $1::int8;
-- $1 = 10

SELECT t.data
FROM public.v_sized AS t
ORDER BY (t.data ->> 'size')::int8 DESC, t.id
LIMIT $1::int8;
-- $1 = 10

COMMIT;
