-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_note AS t
WHERE (CASE jsonb_typeof((t.data -> 'tags')) WHEN 'array' THEN jsonb_array_length((t.data -> 'tags')) END = 0) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 10

SELECT t.data
FROM public.v_row AS t
ORDER BY (t.data ->> 'title') DESC, t.id
LIMIT $1::int8;
-- $1 = 10

SELECT t.data
FROM public.v_set AS t
ORDER BY ((t.data -> 'meta') ->> 'title') ASC, t.id
LIMIT $1::int8;
-- $1 = 10

COMMIT;
