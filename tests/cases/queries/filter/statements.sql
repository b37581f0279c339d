-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.user_id
-- $2 = 1
-- $3 = app.name
-- $4 = ann
-- $5 = app.hidden
-- $6 = hid

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND ((t.data ->> 'published')::bool OR t.author_id = $2::int4)
LIMIT 2;
-- $1 = 2
-- $2 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND ((t.data ->> 'published')::bool OR t.author_id = $2::int4)
LIMIT 2;
-- $1 = 3
-- $2 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4)
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = ANY ($1::int4[])
  AND ((t.data ->> 'published')::bool OR t.author_id = $2::int4)
ORDER BY t.id;
-- $1 = {"2","3","4"}
-- $2 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4)
  AND (t.data ->> 'status') = 'open'::text
  AND ((t.data -> 'author') ->> 'name') = $2::text
  AND (t.data ->> 'author') IS NOT NULL
ORDER BY t.id
LIMIT $3::int8;
-- $1 = 1
-- $2 = ann
-- $3 = 10

SELECT t.data
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4)
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT count(*)
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4);
-- $1 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4);
-- $1 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE (t.data ->> 'published')::bool = $1::bool
  AND ((t.data ->> 'published')::bool OR t.author_id = $2::int4);
-- $1 = false
-- $2 = 1

SELECT count(*)
FROM public.tv_post AS t
WHERE ((t.data ->> 'published')::bool OR t.author_id = $1::int4);
-- $1 = 1

SELECT to_jsonb(t.*)
FROM public.tv_user AS t
WHERE (t.blocked) IS NOT TRUE
  AND (t.name IN ('root'::text, $1::text)) IS NOT TRUE
  AND (t.name = $1::text) IS NOT TRUE
  AND (t.email IS NOT NULL OR t.age >= 18.5)
  AND (t.team = 'x'::text) IS NOT TRUE
  AND $2::text IS NULL
ORDER BY t.id;
-- $1 = hid
-- $2 = NULL

SELECT to_jsonb(t.*)
FROM public.tv_user AS t
WHERE (t.blocked) IS NOT TRUE
  AND (t.name IN ('root'::text, $1::text)) IS NOT TRUE
  AND (t.name = $1::text) IS NOT TRUE
  AND (t.email IS NOT NULL OR t.age >= 18.5)
  AND (t.team = 'x'::text) IS NOT TRUE
  AND $2::text IS NULL
  AND $3::text = 'ann'::text
  AND 1 IN (1, 2)
  AND (TRUE = FALSE) IS NOT TRUE
  AND $1::text > $3::text
  AND t.id IN (2, $4::int4)
ORDER BY t.id;
-- $1 = hid
-- $2 = NULL
-- $3 = ann
-- $4 = 1

COMMIT;
