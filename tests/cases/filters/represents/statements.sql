-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

SELECT t.data
FROM public.tv_row AS t
WHERE t.price IS DISTINCT FROM $1::numeric
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric IS DISTINCT FROM $1::numeric
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1.50","10"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1.50","10"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.price = ANY ($1::numeric[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"10","1.500"}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'price')::numeric = ANY ($1::numeric[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"10","1.500"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.price IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price > $1::numeric
ORDER BY t.id;
-- $1 = 9.9

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric > $1::numeric
ORDER BY t.id;
-- $1 = 9.9

SELECT t.data
FROM public.tv_row AS t
WHERE t.size >= $1::app.size
ORDER BY t.id;
-- $1 = medium

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'size')::app.size >= $1::app.size
ORDER BY t.id;
-- $1 = medium

SELECT t.data
FROM public.tv_row AS t
WHERE t.share < $1::numeric
ORDER BY t.id;
-- $1 = 50

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'share')::numeric < $1::numeric
ORDER BY t.id;
-- $1 = 50

SELECT t.data
FROM public.tv_row AS t
WHERE t.share < $1::numeric
ORDER BY t.id;
-- $1 = 500

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'share')::numeric < $1::numeric
ORDER BY t.id;
-- $1 = 500

SELECT t.data
FROM public.tv_row AS t
WHERE t.span > $1::int4range
ORDER BY t.id;
-- $1 = [1,5)

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'span')::int4range > $1::int4range
ORDER BY t.id;
-- $1 = [1,5)

SELECT t.data
FROM public.tv_row AS t
WHERE t.span = ANY ($1::int4range[])
ORDER BY t.id;
-- $1 = {"empty","[1,5)"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'span')::int4range = ANY ($1::int4range[])
ORDER BY t.id;
-- $1 = {"empty","[1,5)"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.active = $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'active')::bool = $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.tv_row AS t
WHERE t.active = $1::bool
ORDER BY t.id;
-- $1 = off

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'active')::bool = $1::bool
ORDER BY t.id;
-- $1 = off

SELECT t.data
FROM public.tv_row AS t
WHERE t.prices @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'prices')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'prices')) AS e (value)) END @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.prices) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'prices')) WHEN 'array' THEN jsonb_array_length((t.data -> 'prices')) END = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = a lot

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = a lot

SELECT t.data
FROM public.tv_row AS t
WHERE t.size = $1::app.size
ORDER BY t.id;
-- $1 = huge

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'size')::app.size = $1::app.size
ORDER BY t.id;
-- $1 = huge

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1","x"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1","x"}

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.price DESC NULLS LAST, t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY (t.data ->> 'size')::app.size ASC, (t.data ->> 'price')::numeric ASC, t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 10.00

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price IS DISTINCT FROM $1::numeric
ORDER BY t.id;
-- $1 = 10

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric IS DISTINCT FROM $1::numeric
ORDER BY t.id;
-- $1 = 10

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1.50","10"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1.50","10"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.price = ANY ($1::numeric[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"10","1.500"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'price')::numeric = ANY ($1::numeric[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"10","1.500"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price') IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price > $1::numeric
ORDER BY t.id;
-- $1 = 9.9

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric > $1::numeric
ORDER BY t.id;
-- $1 = 9.9

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.size >= $1::app.size
ORDER BY t.id;
-- $1 = medium

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'size')::app.size >= $1::app.size
ORDER BY t.id;
-- $1 = medium

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.share < $1::numeric
ORDER BY t.id;
-- $1 = 50

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'share')::numeric < $1::numeric
ORDER BY t.id;
-- $1 = 50

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.share < $1::numeric
ORDER BY t.id;
-- $1 = 500

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'share')::numeric < $1::numeric
ORDER BY t.id;
-- $1 = 500

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.span > $1::int4range
ORDER BY t.id;
-- $1 = [1,5)

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'span')::int4range > $1::int4range
ORDER BY t.id;
-- $1 = [1,5)

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.span = ANY ($1::int4range[])
ORDER BY t.id;
-- $1 = {"empty","[1,5)"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'span')::int4range = ANY ($1::int4range[])
ORDER BY t.id;
-- $1 = {"empty","[1,5)"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.active = $1::bool
ORDER BY t.id;
-- $1 = true

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'active')::bool = $1::bool
ORDER BY t.id;
-- $1 = true

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.active = $1::bool
ORDER BY t.id;
-- $1 = off

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'active')::bool = $1::bool
ORDER BY t.id;
-- $1 = off

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.prices @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'prices')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'prices')) AS e (value)) END @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.prices) = $1::int4
ORDER BY t.id;
-- $1 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'prices')) WHEN 'array' THEN jsonb_array_length((t.data -> 'prices')) END = $1::int4
ORDER BY t.id;
-- $1 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = a lot

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.size = $1::app.size
ORDER BY t.id;
-- $1 = huge

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'size')::app.size = $1::app.size
ORDER BY t.id;
-- $1 = huge

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1","x"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"1","x"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.price DESC NULLS LAST, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
ORDER BY (t.data ->> 'size')::app.size ASC, (t.data ->> 'price')::numeric ASC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 10.00

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 10

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 1.5

COMMIT;

-- round trip 3
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::numeric;
-- $1 = 1

SELECT $1::numeric;
-- $1 = x

COMMIT;

-- round trip 4
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::numeric;
-- $1 = 1

COMMIT;

-- round trip 5
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::numeric;
-- $1 = 1

SELECT $1::numeric;
-- $1 = x

COMMIT;

-- round trip 6
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::numeric;
-- $1 = 1

COMMIT;
