-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title ~* $1::text) IS NOT TRUE
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = *

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
WHERE (t.title ~* $1::text) IS NOT TRUE
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = *

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

COMMIT;

-- round trip 3
SELECT '' ~ $1::text;
-- $1 = (

-- round trip 4
SELECT '' ~* $1::text;
-- $1 = *
