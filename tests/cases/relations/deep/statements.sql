-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::text)::text, TRUE);
-- $1 = 1
-- $2 = new

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@2": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@4": ' || array_to_json(ARRAY(SELECT to_jsonb(t.*)
FROM public.tv_comment AS t
WHERE t.parent_id = o.id
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (to_jsonb(t.*))::text AS "@" OFFSET 0) AS o)
FROM public.tv_comment AS t
WHERE t.post_id = o.id
  AND t.parent_id IS NULL
ORDER BY t.id
LIMIT $2::int8), ', ', 'null') || ']') || ', ' || '"@3": ' || coalesce((SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@5": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@6": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@7": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $3::int8), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.team = o.team
  AND (t.id = o.id) IS NOT TRUE
ORDER BY t.id), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8), ', ', 'null') || ']') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = 2
-- $2 = 1
-- $3 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::text)::text, TRUE);
-- $1 = 2
-- $2 = other

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
