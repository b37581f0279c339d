-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 4

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id DESC
LIMIT $1::int8;
-- $1 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE t.id > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = six
-- $2 = 4

SELECT t.data
FROM public.tv_post AS t
WHERE t.id > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 99999999999
-- $2 = 4

SELECT count(*)
FROM public.tv_post AS t;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 1; DROP TABLE tv_post
-- $2 = 4

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id ASC
LIMIT $1::int8;
-- $1 = 4

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id DESC
LIMIT $1::int8;
-- $1 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 99999999999
-- $2 = 4

ROLLBACK TO SAVEPOINT fraiseql;

SELECT count(*)
FROM public.tv_post AS t;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id > $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 1; DROP TABLE tv_post
-- $2 = 4

COMMIT;
