-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT to_jsonb(t.*)
FROM public.v_animal AS t
ORDER BY t.name DESC, t.id;

SELECT to_jsonb(t.*)
FROM public.v_animal AS t
WHERE t.kind = $1::text
  AND t.name = $2::text
ORDER BY t.id;
-- $1 = Cat
-- $2 = Tom

COMMIT;
