-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.me
-- $2 = 1
-- $3 = app.title
-- $4 = p4

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $4::int4
  AND t.author_id = o.id
  AND (t.data ->> 'title') = $2::text
  AND ((t.hidden) IS NOT TRUE OR t.author_id = $3::int4)
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id < $1::int4
ORDER BY t.id;
-- $1 = 4
-- $2 = p4
-- $3 = 1
-- $4 = 1

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || coalesce((SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@2": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $4::int4
  AND t.author_id = o.id
  AND (t.data ->> 'title') = $2::text
  AND ((t.hidden) IS NOT TRUE OR t.author_id = $3::int4)
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE ((t.hidden) IS NOT TRUE OR t.author_id = $1::int4)
ORDER BY t.id;
-- $1 = 1
-- $2 = p4
-- $3 = 1
-- $4 = 1

COMMIT;
