-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant
-- $2 = red

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@5', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@6', (SELECT (SELECT t.data || jsonb_build_object('@8', (SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id
  AND t.tenant = $7::text))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE t.id = o.post_id
  AND t.tenant = $6::text))
FROM (SELECT t.*) AS o)
FROM public.tv_note AS t
WHERE t.post_id = o.id
  AND (t.data ->> 'body') LIKE $5::text
ORDER BY t.id)))
FROM (SELECT t.*) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views > $3::int4
  AND t.tenant = $4::text
ORDER BY t.views DESC, t.id)), '@2', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_note AS t
WHERE t.by_id = o.id
  AND (t.data ->> 'body') LIKE $8::text
ORDER BY (t.data ->> 'body') DESC, t.id)), '@3', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views < $9::int4
  AND t.tenant = $10::text
ORDER BY t.views ASC, t.id
LIMIT $11::int8)), '@4', (SELECT jsonb_build_object('nodes', coalesce(jsonb_agg(p.document ORDER BY p.number) FILTER (WHERE p.number < $14::int8), '[]'), 'page_info', jsonb_build_object('has_next_page', count(*) >= $14::int8, 'has_previous_page', FALSE), 'total_count', (SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views >= $12::int4
  AND t.tenant = $13::text))
FROM (SELECT (SELECT t.data || jsonb_build_object('@7', to_jsonb(ARRAY(SELECT t.data
FROM public.tv_note AS t
WHERE t.post_id = o.id
ORDER BY t.id)))
FROM (SELECT t.*) AS o) AS document, row_number() OVER (ORDER BY t.views DESC, t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views >= $12::int4
  AND t.tenant = $13::text
ORDER BY t.views DESC, t.id ASC
LIMIT $14::int8) AS p))
FROM (SELECT t.*) AS o)
FROM public.tv_user AS t
WHERE (t.data ->> 'name') IS DISTINCT FROM $1::text
  AND t.tenant = $2::text
ORDER BY (t.data ->> 'name') ASC, t.id
LIMIT $15::int8;
-- $1 = eve
-- $2 = red
-- $3 = 10
-- $4 = red
-- $5 = %by ada%
-- $6 = red
-- $7 = red
-- $8 = on a%
-- $9 = 40
-- $10 = red
-- $11 = 5
-- $12 = 10
-- $13 = red
-- $14 = 2
-- $15 = 5

SELECT (SELECT t.data || jsonb_build_object('@1', (SELECT t.data
FROM public.tv_post AS t
WHERE t.id = o.post_id
  AND t.tenant = $2::text))
FROM (SELECT t.*) AS o)
FROM public.tv_note AS t
WHERE (t.data ->> 'body') LIKE $1::text
ORDER BY (t.data ->> 'body') ASC, t.id;
-- $1 = %by ada%
-- $2 = red

COMMIT;
