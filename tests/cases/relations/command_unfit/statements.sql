-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::timestamptz)::text, TRUE);
-- $1 = 1
-- $2 = never

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = 50

COMMIT;

-- round trip 2
ROLLBACK;

-- round trip 3
SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $1::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = 50

-- round trip 4
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::timestamptz)::text, TRUE);
-- $1 = 1
-- $2 = never

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 5
ROLLBACK;

-- round trip 6
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_rename(p_id => $1::int4, p_name => $2::timestamptz)::text, TRUE);
-- $1 = 1
-- $2 = 2026-01-31T12:00:00Z

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = never
-- $2 = 50

COMMIT;

-- round trip 7
ROLLBACK;

-- round trip 8
SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;
-- $1 = never
-- $2 = 50
