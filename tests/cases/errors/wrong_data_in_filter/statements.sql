-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'n')::int4 > $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = $1::int4
  AND (t.data ->> 'n')::int4 > $2::int4
ORDER BY t.id;
-- $1 = 2
-- $2 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'n') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY (t.data ->> 'n')::int4 ASC, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = $1::int4
  AND (t.data ->> 'n')::int4 > $2::int4
ORDER BY t.id;
-- $1 = 2
-- $2 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'n') IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
ORDER BY (t.data ->> 'n')::int4 ASC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

COMMIT;
