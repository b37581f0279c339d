-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant
-- $2 = red

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@5": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@6": ' || coalesce((SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@8": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id
  AND t.tenant = $7::text)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE t.id = o.post_id
  AND t.tenant = $6::text)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_note AS t
WHERE t.post_id = o.id
  AND (t.data ->> 'body') LIKE $5::text
ORDER BY t.id), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views > $3::int4
  AND t.tenant = $4::text
ORDER BY t.views DESC, t.id), ', ', 'null') || ']') || ', ' || '"@2": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_note AS t
WHERE t.by_id = o.id
  AND (t.data ->> 'body') LIKE $8::text
ORDER BY (t.data ->> 'body') DESC, t.id))::text || ', ' || '"@3": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views < $9::int4
  AND t.tenant = $10::text
ORDER BY t.views ASC, t.id
LIMIT $11::int8))::text || ', ' || '"@4": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $14::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $14::int8)::text || ', ' || '"has_previous_page": ' || (FALSE)::text || '}' || ', ' || '"total_count": ' || (SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views >= $12::int4
  AND t.tenant = $13::text)::text || '}'
FROM (SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@7": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_note AS t
WHERE t.post_id = o.id
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o) AS document, row_number() OVER (ORDER BY t.views DESC, t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND t.views >= $12::int4
  AND t.tenant = $13::text
ORDER BY t.views DESC, t.id ASC
LIMIT $14::int8) AS p) || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
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

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || coalesce((SELECT t.data
FROM public.tv_post AS t
WHERE t.id = o.post_id
  AND t.tenant = $2::text)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_note AS t
WHERE (t.data ->> 'body') LIKE $1::text
ORDER BY (t.data ->> 'body') ASC, t.id;
-- $1 = %by ada%
-- $2 = red

COMMIT;
