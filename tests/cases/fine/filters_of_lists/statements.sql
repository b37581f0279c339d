-- round trip 1
SELECT t.data
FROM public.tv_post AS t
WHERE t.tags @> $1::text[]
  AND cardinality(t.tags) < $2::int4
  AND EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'stars')::int4 >= $3::int4 AND EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e1.value -> 'answers')) WHEN 'array' THEN (e1.value -> 'answers') END) AS e2 (value) WHERE (e2.value ->> 'stars')::int4 >= $4::int4)))
  AND (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e3 (value) WHERE (e3.value ->> 'body') = $5::text)) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a"}
-- $2 = 9
-- $3 = 1
-- $4 = 2
-- $5 = x
