-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.tv_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF((t.data -> 'numbers'), 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN jsonb_array_length((t.data -> 'numbers')) END = 0
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN jsonb_array_length((t.data -> 'numbers')) END IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE (e1.value ->> 'name') = $1::text)
ORDER BY t.id;
-- $1 = x

SELECT t.data
FROM public.tv_row AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE (e1.value ->> 'name') IS NULL)
ORDER BY t.id;

SELECT t.data
FROM public.tv_other AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'at')::date > $1::date
ORDER BY t.id;
-- $1 = 2026-01-01

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'big')::int4 > $1::int4
ORDER BY t.id;
-- $1 = 0

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'network')::cidr = $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_other AS t
ORDER BY (t.data ->> 'big')::int4 ASC, t.id;

SELECT t.data
FROM public.tv_other AS t
WHERE t.id = $1::int4
  AND (t.data ->> 'big')::int4 > $2::int4
ORDER BY t.id;
-- $1 = 2
-- $2 = 0

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"1"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF((t.data -> 'numbers'), 'null') IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN jsonb_array_length((t.data -> 'numbers')) END = 0
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN jsonb_array_length((t.data -> 'numbers')) END IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE (e1.value ->> 'name') = $1::text)
ORDER BY t.id;
-- $1 = x

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE TRUE)) IS NOT TRUE
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_row AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'parts')) WHEN 'array' THEN (t.data -> 'parts') END) AS e1 (value) WHERE (e1.value ->> 'name') IS NULL)
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'at')::date > $1::date
ORDER BY t.id;
-- $1 = 2026-01-01

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'big')::int4 > $1::int4
ORDER BY t.id;
-- $1 = 0

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_other AS t
WHERE (t.data ->> 'network')::cidr = $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_other AS t
ORDER BY (t.data ->> 'big')::int4 ASC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_other AS t
WHERE t.id = $1::int4
  AND (t.data ->> 'big')::int4 > $2::int4
ORDER BY t.id;
-- $1 = 2
-- $2 = 0

COMMIT;
