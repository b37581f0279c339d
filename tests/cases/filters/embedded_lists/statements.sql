-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'stars')::int4 >= $1::int4)
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'stars')::int4 >= $1::int4) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'stars')::int4 >= $1::int4)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'stars')::int4 >= $1::int4)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'stars')::int4 >= $1::int4) IS NOT TRUE)) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'stars')::int4 >= $1::int4)) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE TRUE)
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (TRUE) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'body') = $1::text AND (e1.value ->> 'stars')::int4 > $2::int4))
ORDER BY t.id;
-- $1 = second
-- $2 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'body') = $1::text)
  AND (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e2 (value) WHERE ((e2.value ->> 'stars')::int4 > $2::int4) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;
-- $1 = second
-- $2 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'body') IS NULL)
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (((e1.value ->> 'body') IS NULL) IS NOT TRUE) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'body') IS NULL)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'stars')::int4 = $1::int4 OR (e1.value ->> 'stars')::int4 = $2::int4))
ORDER BY t.id;
-- $1 = 1
-- $2 = 3

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (FALSE) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value ->> 'body') = $1::text AND (e1.value ->> 'stars')::int4 < $2::int4))
ORDER BY t.id;
-- $1 = first
-- $2 = 9

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (((e1.value ->> 'body') = $1::text) IS NOT TRUE) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;
-- $1 = second

SELECT t.data
FROM public.tv_post AS t
WHERE ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (((e1.value ->> 'body') = $1::text) IS NOT TRUE) IS NOT TRUE)) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = second

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((e1.value -> 'author') ->> 'name') LIKE $1::text)
ORDER BY t.id;
-- $1 = A%

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (((e1.value -> 'author') ->> 'name') IS NULL) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (CASE jsonb_typeof((e1.value -> 'tags')) WHEN 'array' THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text((e1.value -> 'tags')) AS e (value)) END @> $1::text[] AND CASE jsonb_typeof((e1.value -> 'tags')) WHEN 'array' THEN jsonb_array_length((e1.value -> 'tags')) END = $2::int4))
ORDER BY t.id;
-- $1 = {"a"}
-- $2 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE CASE jsonb_typeof((e1.value -> 'tags')) WHEN 'array' THEN jsonb_array_length((e1.value -> 'tags')) END = 0)
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e1.value -> 'answers')) WHEN 'array' THEN (e1.value -> 'answers') END) AS e2 (value) WHERE (e2.value ->> 'stars')::int4 = $1::int4))
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e1.value -> 'answers')) WHEN 'array' THEN (e1.value -> 'answers') END) AS e2 (value) WHERE ((e2.value ->> 'stars')::int4 < $1::int4) IS NOT TRUE)) IS NOT TRUE) IS NOT TRUE)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e1.value -> 'answers')) WHEN 'array' THEN (e1.value -> 'answers') END) AS e2 (value) WHERE (e2.value ->> 'body') = $1::text)) IS NOT TRUE)
ORDER BY t.id;
-- $1 = yes

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e1.value -> 'answers')) WHEN 'array' THEN (e1.value -> 'answers') END) AS e2 (value) WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e2.value -> 'answers')) WHEN 'array' THEN (e2.value -> 'answers') END) AS e3 (value) WHERE (e3.value ->> 'stars')::int4 > $1::int4) AND ((e2.value -> 'author') ->> 'name') = $2::text)))
ORDER BY t.id;
-- $1 = 8
-- $2 = Zoë

SELECT t.data
FROM public.tv_post AS t
WHERE ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE TRUE)) IS NOT TRUE OR EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e2 (value) WHERE ((e2.value ->> 'stars')::int4 = $1::int4 OR ((EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e2.value -> 'answers')) WHEN 'array' THEN (e2.value -> 'answers') END) AS e3 (value) WHERE (((e3.value ->> 'stars')::int4 = ANY ($2::int4[])) IS NOT TRUE) IS NOT TRUE)) IS NOT TRUE AND EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((e2.value -> 'answers')) WHEN 'array' THEN (e2.value -> 'answers') END) AS e4 (value) WHERE TRUE)))))
ORDER BY t.id;
-- $1 = 1
-- $2 = {"9"}

SELECT t.data
FROM public.tv_post AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e1 (value) WHERE (e1.value ->> 'stars')::int4 = $1::int4)
  AND (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'comments')) WHEN 'array' THEN (t.data -> 'comments') END) AS e2 (value) WHERE (e2.value ->> 'body') = $2::text)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 5
-- $2 = second

SELECT to_jsonb(t.*)
FROM public.tb_order AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(to_jsonb(t.lines)) WHEN 'array' THEN to_jsonb(t.lines) END) AS e1 (value) WHERE ((e1.value ->> 'product') = $1::text AND (e1.value ->> 'amount')::int4 > $2::int4))
ORDER BY t.id;
-- $1 = tea
-- $2 = 1

SELECT to_jsonb(t.*)
FROM public.tb_order AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(to_jsonb(t.lines)) WHEN 'array' THEN to_jsonb(t.lines) END) AS e1 (value) WHERE (e1.value ->> 'product') = $1::text)) IS NOT TRUE
ORDER BY t.id;
-- $1 = cup

SELECT to_jsonb(t.*)
FROM public.tb_order AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(to_jsonb(t.notes)) WHEN 'array' THEN to_jsonb(t.notes) END) AS e1 (value) WHERE (e1.value ->> 'body') = $1::text)
ORDER BY t.id;
-- $1 = a

SELECT to_jsonb(t.*)
FROM public.tb_order AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof(to_jsonb(t.notes)) WHEN 'array' THEN to_jsonb(t.notes) END) AS e1 (value) WHERE TRUE)) IS NOT TRUE
ORDER BY t.id;

COMMIT;
