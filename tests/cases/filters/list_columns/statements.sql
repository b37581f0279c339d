-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.emails::text[] @> $1::text[]
ORDER BY t.id;
-- $1 = {"a@x"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.emails::text[] && $1::text[]
ORDER BY t.id;
-- $1 = {"a@x","nothing"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.tags <@ $1::text[]
ORDER BY t.id;
-- $1 = {"a","c"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.codes && $1::varchar[]
ORDER BY t.id;
-- $1 = {"b","longer than three"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.names::text[] @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.names) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::bpchar[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.whole::numeric[] && $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.5","2.0"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.feelings::public.mood[] @> $1::public.mood[]
ORDER BY t.id;
-- $1 = {"sad"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.addresses::inet[] @> $1::inet[]
ORDER BY t.id;
-- $1 = {"10.0.0.1"}

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof(t.in_json::jsonb) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text(t.in_json::jsonb) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"2"}

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof(t.in_json::jsonb) WHEN 'array' THEN jsonb_array_length(t.in_json::jsonb) END = 0
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.in_json::jsonb, 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof(t.in_json::jsonb) WHEN 'array' THEN jsonb_array_length(t.in_json::jsonb) END >= $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof(t.in_jsonb) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text(t.in_jsonb) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE CASE jsonb_typeof(t.in_jsonb) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text(t.in_jsonb) AS e (value)) END <@ $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.in_jsonb, 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (CASE jsonb_typeof(t.in_jsonb) WHEN 'array' THEN jsonb_array_length(t.in_jsonb) END = 0) IS NOT TRUE
ORDER BY t.id;

COMMIT;
