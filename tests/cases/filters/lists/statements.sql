-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
ORDER BY t.id;
-- $1 = {"b","a"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"b","a"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words <@ $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END <@ $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words && $1::text[]
ORDER BY t.id;
-- $1 = {"a","b"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END && $1::text[]
ORDER BY t.id;
-- $1 = {"a","b"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.numbers @> $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.numbers @> $1::int4[]
ORDER BY t.id;
-- $1 = {"2","1"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END @> $1::int4[]
ORDER BY t.id;
-- $1 = {"2","1"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.numbers <@ $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END <@ $1::int4[]
ORDER BY t.id;
-- $1 = {"1"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.numbers && $1::int4[]
ORDER BY t.id;
-- $1 = {"1","2"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN ARRAY(SELECT e.value::int4 FROM jsonb_array_elements_text((t.data -> 'numbers')) AS e (value)) END && $1::int4[]
ORDER BY t.id;
-- $1 = {"1","2"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.big @> $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'big')) WHEN 'array' THEN ARRAY(SELECT e.value::int8 FROM jsonb_array_elements_text((t.data -> 'big')) AS e (value)) END @> $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.big @> $1::int8[]
ORDER BY t.id;
-- $1 = {"2","9007199254740993"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'big')) WHEN 'array' THEN ARRAY(SELECT e.value::int8 FROM jsonb_array_elements_text((t.data -> 'big')) AS e (value)) END @> $1::int8[]
ORDER BY t.id;
-- $1 = {"2","9007199254740993"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.big <@ $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'big')) WHEN 'array' THEN ARRAY(SELECT e.value::int8 FROM jsonb_array_elements_text((t.data -> 'big')) AS e (value)) END <@ $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.big && $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993","2"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'big')) WHEN 'array' THEN ARRAY(SELECT e.value::int8 FROM jsonb_array_elements_text((t.data -> 'big')) AS e (value)) END && $1::int8[]
ORDER BY t.id;
-- $1 = {"9007199254740993","2"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.amounts @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'amounts')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'amounts')) AS e (value)) END @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.amounts @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"2","1.50"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'amounts')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'amounts')) AS e (value)) END @> $1::numeric[]
ORDER BY t.id;
-- $1 = {"2","1.50"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.amounts <@ $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'amounts')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'amounts')) AS e (value)) END <@ $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.amounts && $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'amounts')) WHEN 'array' THEN ARRAY(SELECT e.value::numeric FROM jsonb_array_elements_text((t.data -> 'amounts')) AS e (value)) END && $1::numeric[]
ORDER BY t.id;
-- $1 = {"1.50","2"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.ids @> $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'ids')) WHEN 'array' THEN ARRAY(SELECT e.value::uuid FROM jsonb_array_elements_text((t.data -> 'ids')) AS e (value)) END @> $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.ids @> $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000002","a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'ids')) WHEN 'array' THEN ARRAY(SELECT e.value::uuid FROM jsonb_array_elements_text((t.data -> 'ids')) AS e (value)) END @> $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000002","a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.ids <@ $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'ids')) WHEN 'array' THEN ARRAY(SELECT e.value::uuid FROM jsonb_array_elements_text((t.data -> 'ids')) AS e (value)) END <@ $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.ids && $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001","a0000000-0000-4000-8000-000000000002"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'ids')) WHEN 'array' THEN ARRAY(SELECT e.value::uuid FROM jsonb_array_elements_text((t.data -> 'ids')) AS e (value)) END && $1::uuid[]
ORDER BY t.id;
-- $1 = {"a0000000-0000-4000-8000-000000000001","a0000000-0000-4000-8000-000000000002"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.times @> $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'times')) WHEN 'array' THEN ARRAY(SELECT e.value::timestamptz FROM jsonb_array_elements_text((t.data -> 'times')) AS e (value)) END @> $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.times @> $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-02-01T00:00:00Z","2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'times')) WHEN 'array' THEN ARRAY(SELECT e.value::timestamptz FROM jsonb_array_elements_text((t.data -> 'times')) AS e (value)) END @> $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-02-01T00:00:00Z","2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.times <@ $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'times')) WHEN 'array' THEN ARRAY(SELECT e.value::timestamptz FROM jsonb_array_elements_text((t.data -> 'times')) AS e (value)) END <@ $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.times && $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00","2026-02-01T00:00:00Z"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'times')) WHEN 'array' THEN ARRAY(SELECT e.value::timestamptz FROM jsonb_array_elements_text((t.data -> 'times')) AS e (value)) END && $1::timestamptz[]
ORDER BY t.id;
-- $1 = {"2026-01-31T13:00:00+01:00","2026-02-01T00:00:00Z"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.moods @> $1::public.mood[]
ORDER BY t.id;
-- $1 = {"happy"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'moods')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'moods')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.moods @> $1::public.mood[]
ORDER BY t.id;
-- $1 = {"sad","happy"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'moods')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'moods')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"sad","happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.moods <@ $1::public.mood[]
ORDER BY t.id;
-- $1 = {"happy"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'moods')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'moods')) AS e (value)) END <@ $1::text[]
ORDER BY t.id;
-- $1 = {"happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.moods && $1::public.mood[]
ORDER BY t.id;
-- $1 = {"happy","sad"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'moods')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'moods')) AS e (value)) END && $1::text[]
ORDER BY t.id;
-- $1 = {"happy","sad"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.places @> $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'places')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements((t.data -> 'places')) AS e (value)) END @> $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.places @> $1::jsonb[]
ORDER BY t.id;
-- $1 = {"[1]","{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'places')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements((t.data -> 'places')) AS e (value)) END @> $1::jsonb[]
ORDER BY t.id;
-- $1 = {"[1]","{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.places <@ $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'places')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements((t.data -> 'places')) AS e (value)) END <@ $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.places && $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}","[1]"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'places')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements((t.data -> 'places')) AS e (value)) END && $1::jsonb[]
ORDER BY t.id;
-- $1 = {"{\"city\":\"Bern\"}","[1]"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words <@ $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END <@ $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words && $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END && $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.words) = 0
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END = 0
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (cardinality(t.words) = 0) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END = 0) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.words IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'words'), 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.words IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (NULLIF((t.data -> 'words'), 'null') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.words) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.numbers) > $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'numbers')) WHEN 'array' THEN jsonb_array_length((t.data -> 'numbers')) END > $1::int4
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.words) = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"0","1"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"0","1"}

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.words) IS DISTINCT FROM $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END IS DISTINCT FROM $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE cardinality(t.words) IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (cardinality(t.words) IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.words @> $1::text[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.v_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.words <@ $1::text[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.v_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END <@ $1::text[]) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.tv_row AS t
WHERE (cardinality(t.words) > $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_row AS t
WHERE (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END > $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
ORDER BY t.id;
-- $1 = {"","\"{}, \\","NULL"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"","\"{}, \\","NULL"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
  AND cardinality(t.words) < $2::int4
  AND cardinality(t.words) > $3::int4
  AND (cardinality(t.words) = 0) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}
-- $2 = 3
-- $3 = 1

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
  AND CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END < $2::int4
  AND CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END > $3::int4
  AND (CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN jsonb_array_length((t.data -> 'words')) END = 0) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}
-- $2 = 3
-- $3 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.words @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

SELECT t.data
FROM public.v_row AS t
WHERE CASE jsonb_typeof((t.data -> 'words')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((t.data -> 'words')) AS e (value)) END @> $1::text[]
ORDER BY t.id;
-- $1 = {"a"}

COMMIT;
