-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_row AS t
WHERE t.title IS DISTINCT FROM $1::text
  AND t.title = ANY ($2::text[])
  AND (t.title IS NULL) IS NOT TRUE
  AND CASE jsonb_typeof((t.data -> 'tags')) WHEN 'array' THEN jsonb_array_length((t.data -> 'tags')) END = ANY ($3::int4[])
  AND CASE jsonb_typeof((t.data -> 'tags')) WHEN 'array' THEN jsonb_array_length((t.data -> 'tags')) END IS DISTINCT FROM $4::int4
  AND (CASE jsonb_typeof((t.data -> 'tags')) WHEN 'array' THEN jsonb_array_length((t.data -> 'tags')) END = 0) IS NOT TRUE
  AND (t.small IS NULL OR ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE ((e1.value ->> 'name') ~ $5::text) IS NOT TRUE)) IS NOT TRUE) IS NOT TRUE)
  AND ('' ~ $5::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (
-- $2 = {"(","["}
-- $3 = {"1","2"}
-- $4 = 3
-- $5 = a{2,1}

SELECT t.data
FROM public.v_row AS t
WHERE (t.title ~ $1::text AND t.title ~* $2::text AND (t.title ~* $3::text AND t.title ~ $4::text))
  AND ('' ~ $1::text) IS NOT NULL
  AND ('' ~* $2::text) IS NOT NULL
  AND ('' ~* $3::text) IS NOT NULL
  AND ('' ~ $4::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^fine$
-- $2 = f.n
-- $3 = (unbalanced
-- $4 = 

SELECT t.data
FROM public.v_empty AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (

SELECT t.data
FROM public.v_row AS t
WHERE t.id = $1::int4
  AND (t.id = $2::int4 OR (t.title ~* $3::text) IS NOT TRUE)
  AND ('' ~* $3::text) IS NOT NULL
ORDER BY t.id;
-- $1 = 2
-- $2 = 1
-- $3 = [

SELECT t.data
FROM public.v_row AS t
WHERE (t.title = $1::text OR t.title ~ $2::text)
  AND ('' ~ $2::text) IS NOT NULL
ORDER BY t.id;
-- $1 = one
-- $2 = *

SELECT t.data
FROM public.v_row AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE ((e1.value ->> 'name') = $1::text AND (e1.value ->> 'price')::numeric = $2::numeric))) IS NOT TRUE
ORDER BY t.id;
-- $1 = x
-- $2 = free

SELECT t.data
FROM public.v_row AS t
WHERE t.title IS DISTINCT FROM $1::text
  AND (t.data ->> 'price')::numeric = ANY ($2::numeric[])
  AND (t.data ->> 'price')::numeric > $3::numeric
ORDER BY t.id;
-- $1 = x
-- $2 = {"1","2","three"}
-- $3 = 1

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = much

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.title ASC, t.id;
-- $1 = much

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = little
-- $2 = 2

SELECT count(*)
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric;
-- $1 = little

SELECT count(*)
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric;
-- $1 = little

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'a')::int4 > $1::int4
  AND t.title = $2::text
  AND t.small > $3::int2
ORDER BY t.id;
-- $1 = 1
-- $2 = one
-- $3 = 0

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'a')::int4 > $1::int4 AND ((t.data ->> 'c')::int4 < $2::int4) IS NOT TRUE)
  AND (t.data ->> 'd')::float8 > $3::float8
ORDER BY t.id;
-- $1 = 1
-- $2 = 1
-- $3 = 1.0

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'a')::int4 > $1::int4 OR (t.data ->> 'a')::int4 > $2::int4 OR (t.data ->> 'a')::int4 > $3::int4 OR (t.data ->> 'a')::int4 > $4::int4)
ORDER BY t.id;
-- $1 = 1
-- $2 = 2
-- $3 = 3
-- $4 = 4

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'b')::int4 = $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN ARRAY(SELECT e.value::date FROM jsonb_array_elements_text((t.data -> 'days')) AS e (value)) END @> $1::date[]
  AND CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN jsonb_array_length((t.data -> 'days')) END > $2::int4
  AND (CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN jsonb_array_length((t.data -> 'days')) END = 0) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"2026-01-01"}
-- $2 = 0

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof(t.own) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text(t.own) AS e (value)) END && $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.v_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE ((e1.value ->> 'count')::int4 > $1::int4 AND (e1.value ->> 'name') IS NULL))
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
ORDER BY t.title ASC, (t.data ->> 'd')::float8 DESC, (t.data ->> 'c')::int4 ASC, t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY ((t.data -> 'author') ->> 'born')::date DESC, t.id;

SELECT t.data
FROM public.v_row AS t
WHERE t.computed > $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
WHERE t.small = $1::int2
  AND (t.data ->> 'a') IS NULL
  AND (t.data ->> 'a') IS NULL
  AND t.title = $2::text
ORDER BY t.id;
-- $1 = 1
-- $2 = one

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.title ~ $1::text AND t.title ~* $2::text AND (t.title ~* $3::text AND t.title ~ $4::text))
  AND ('' ~ $1::text) IS NOT NULL
  AND ('' ~* $2::text) IS NOT NULL
  AND ('' ~* $3::text) IS NOT NULL
  AND ('' ~ $4::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^fine$
-- $2 = f.n
-- $3 = (unbalanced
-- $4 = 

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_empty AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE t.id = $1::int4
  AND (t.id = $2::int4 OR (t.title ~* $3::text) IS NOT TRUE)
  AND ('' ~* $3::text) IS NOT NULL
ORDER BY t.id;
-- $1 = 2
-- $2 = 1
-- $3 = [

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.title = $1::text OR t.title ~ $2::text)
  AND ('' ~ $2::text) IS NOT NULL
ORDER BY t.id;
-- $1 = one
-- $2 = *

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE ((e1.value ->> 'name') = $1::text AND (e1.value ->> 'price')::numeric = $2::numeric))) IS NOT TRUE
ORDER BY t.id;
-- $1 = x
-- $2 = free

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE t.title IS DISTINCT FROM $1::text
  AND (t.data ->> 'price')::numeric = ANY ($2::numeric[])
  AND (t.data ->> 'price')::numeric > $3::numeric
ORDER BY t.id;
-- $1 = x
-- $2 = {"1","2","three"}
-- $3 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = much

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric = $1::numeric
ORDER BY t.title ASC, t.id;
-- $1 = much

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = little
-- $2 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT count(*)
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric;
-- $1 = little

ROLLBACK TO SAVEPOINT fraiseql;

SELECT count(*)
FROM public.v_row AS t
WHERE (t.data ->> 'price')::numeric < $1::numeric;
-- $1 = little

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'a')::int4 > $1::int4
  AND t.title = $2::text
  AND t.small > $3::int2
ORDER BY t.id;
-- $1 = 1
-- $2 = one
-- $3 = 0

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'a')::int4 > $1::int4 AND ((t.data ->> 'c')::int4 < $2::int4) IS NOT TRUE)
  AND (t.data ->> 'd')::float8 > $3::float8
ORDER BY t.id;
-- $1 = 1
-- $2 = 1
-- $3 = 1.0

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'a')::int4 > $1::int4 OR (t.data ->> 'a')::int4 > $2::int4 OR (t.data ->> 'a')::int4 > $3::int4 OR (t.data ->> 'a')::int4 > $4::int4)
ORDER BY t.id;
-- $1 = 1
-- $2 = 2
-- $3 = 3
-- $4 = 4

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'b')::int4 = $1::int4
ORDER BY t.id;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN ARRAY(SELECT e.value::date FROM jsonb_array_elements_text((t.data -> 'days')) AS e (value)) END @> $1::date[]
  AND CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN jsonb_array_length((t.data -> 'days')) END > $2::int4
  AND (CASE jsonb_typeof((t.data -> 'days')) WHEN 'array' THEN jsonb_array_length((t.data -> 'days')) END = 0) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"2026-01-01"}
-- $2 = 0

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof(t.own) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text(t.own) AS e (value)) END && $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE ((e1.value ->> 'count')::int4 > $1::int4 AND (e1.value ->> 'name') IS NULL))
ORDER BY t.id;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
ORDER BY t.title ASC, (t.data ->> 'd')::float8 DESC, (t.data ->> 'c')::int4 ASC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
ORDER BY ((t.data -> 'author') ->> 'born')::date DESC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE t.computed > $1::int4
ORDER BY t.id;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.v_row AS t
WHERE t.small = $1::int2
  AND (t.data ->> 'a') IS NULL
  AND (t.data ->> 'a') IS NULL
  AND t.title = $2::text
ORDER BY t.id;
-- $1 = 1
-- $2 = one

COMMIT;

-- round trip 3
SELECT '' ~ $1::text;
-- $1 = a{2,1}

-- round trip 4
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT '' ~ $1::text;
-- $1 = ^fine$

SELECT '' ~* $1::text;
-- $1 = f.n

SELECT '' ~* $1::text;
-- $1 = (unbalanced

SELECT '' ~ $1::text;
-- $1 = 

COMMIT;

-- round trip 5
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT '' ~ $1::text;
-- $1 = ^fine$

ROLLBACK TO SAVEPOINT fraiseql;

SELECT '' ~* $1::text;
-- $1 = f.n

ROLLBACK TO SAVEPOINT fraiseql;

SELECT '' ~ $1::text;
-- $1 = 

COMMIT;

-- round trip 6
SELECT '' ~ $1::text;
-- $1 = (

-- round trip 7
SELECT '' ~* $1::text;
-- $1 = [

-- round trip 8
SELECT '' ~ $1::text;
-- $1 = *

-- round trip 9
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::numeric;
-- $1 = 1

SELECT $1::numeric;
-- $1 = 2

SELECT $1::numeric;
-- $1 = three

COMMIT;

-- round trip 10
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::numeric;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::numeric;
-- $1 = 2

COMMIT;
