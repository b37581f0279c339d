-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.user_id
-- $2 = me

SELECT t.data
FROM public.v_animal AS t
WHERE (t.secret) IS NOT TRUE
  AND (((t.data ->> 'kind') = 'Dog'::text) IS NOT TRUE OR (t.owner = $1::text OR (t.data ->> 'name') = 'Rex'::text))
ORDER BY t.id;
-- $1 = me

SELECT t.data
FROM public.v_animal AS t
WHERE (t.data ->> 'name') IS DISTINCT FROM $1::text
  AND (t.secret) IS NOT TRUE
  AND (((t.data ->> 'kind') = 'Dog'::text) IS NOT TRUE OR (t.owner = $2::text OR (t.data ->> 'name') = 'Rex'::text))
ORDER BY t.id;
-- $1 = a2
-- $2 = me

SELECT t.data
FROM public.v_animal AS t
WHERE (t.secret) IS NOT TRUE
  AND (((t.data ->> 'kind') = 'Dog'::text) IS NOT TRUE OR (t.owner = $1::text OR (t.data ->> 'name') = 'Rex'::text))
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = me
-- $2 = 21

SELECT count(*)
FROM public.v_animal AS t
WHERE (t.secret) IS NOT TRUE
  AND (((t.data ->> 'kind') = 'Dog'::text) IS NOT TRUE OR (t.owner = $1::text OR (t.data ->> 'name') = 'Rex'::text));
-- $1 = me

SELECT t.data
FROM public.v_animal AS t
WHERE (t.owner = $1::text OR (t.data ->> 'name') = 'Rex'::text)
ORDER BY t.id;
-- $1 = me

SELECT to_jsonb(t.*)
FROM public.tv_pet AS t
WHERE ((t.kind::text = 'Wolf'::text) IS NOT TRUE OR t.id > 1)
ORDER BY t.id;

COMMIT;
