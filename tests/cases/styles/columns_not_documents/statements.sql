-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT to_jsonb(t.*)
FROM public.country AS t
WHERE t.code = $1::text
LIMIT 2;
-- $1 = va

SELECT to_jsonb(t.*)
FROM public.city AS t
WHERE (t.founded IS NULL) IS NOT TRUE
ORDER BY t.founded ASC, t.id
LIMIT $1::int8;
-- $1 = 10

SELECT to_jsonb(t.*)
FROM public.v_capital AS t
ORDER BY t.name ASC, t.id
LIMIT $1::int8;
-- $1 = 10

COMMIT;
