-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 > $2::int4
  AND (t.hidden) IS NOT TRUE
ORDER BY (t.data ->> 'views')::int4 DESC, t.id
LIMIT $3::int8))::text || ', ' || '"@2": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@5": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $4::int8
OFFSET $5::int8), ', ', 'null') || ']') || ', ' || '"@3": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 >= 50
  AND (t.data ->> 'views')::int4 = $6::int4
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id))::text || ', ' || '"@4": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_user AS t
WHERE t.team = o.team
  AND (t.id = o.id) IS NOT TRUE
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE (t.data ->> 'name') IS DISTINCT FROM $1::text
ORDER BY t.id
LIMIT $7::int8;
-- $1 = u9
-- $2 = 20
-- $3 = 2
-- $4 = 1
-- $5 = 1
-- $6 = 80
-- $7 = 3

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = (o.data ->> 'lead')::int4)::text, 'null') || ', ' || '"@2": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@3": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@4": ' || coalesce((SELECT to_jsonb(t.*)
FROM public.tv_comment AS t
WHERE t.id = o.parent_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (to_jsonb(t.*))::text AS "@" OFFSET 0) AS o)
FROM public.tv_comment AS t
WHERE t.parent_id = o.id
ORDER BY t.id), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (to_jsonb(t.*))::text AS "@" OFFSET 0) AS o)
FROM public.tv_comment AS t
WHERE t.post_id = o.id
  AND t.parent_id IS NULL
ORDER BY t.id
LIMIT $1::int8), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 2
-- $2 = 2

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 4
-- $2 = 50

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 5
-- $2 = 50

COMMIT;
