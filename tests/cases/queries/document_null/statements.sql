-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT to_jsonb(t.*)
FROM public.v_row AS t
ORDER BY t.row_id;

SELECT to_jsonb(t.*)
FROM public.v_row AS t
WHERE t.row_id = $1::int4
LIMIT 2;
-- $1 = 1

SELECT to_jsonb(t.*)
FROM public.v_row AS t
WHERE t.mood = $1::public.mood
  AND (to_jsonb(t.author) ->> 'name') LIKE $2::text
  AND (NULLIF(t.meta, 'null') IS NULL) IS NOT TRUE
  AND t.views > $3::int4
ORDER BY t.row_id;
-- $1 = so_so
-- $2 = A%
-- $3 = 4

SELECT to_jsonb(t.*)
FROM public.v_row AS t
ORDER BY (to_jsonb(t.author) ->> 'name') ASC NULLS FIRST, t.row_id DESC, t.row_id;

SELECT count(*)
FROM public.v_row AS t
WHERE t.title IS NULL;

COMMIT;
