-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.user_id
-- $2 = five

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.author_id = $2::int4
LIMIT 2;
-- $1 = 1
-- $2 = five

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'title') = $1::text
  AND (t.data ->> 'title') = $2::text
  AND t.author_id = $3::int4
ORDER BY t.id;
-- $1 = x
-- $2 = y
-- $3 = five

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = five
-- $2 = 2

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = $1::int4;
-- $1 = five

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.user_id
-- $2 = five

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'title') = $1::text
  AND (t.data ->> 'title') = $2::text
  AND t.author_id = $3::int4
ORDER BY t.id;
-- $1 = x
-- $2 = y
-- $3 = five

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = five
-- $2 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = $1::int4;
-- $1 = five

COMMIT;
