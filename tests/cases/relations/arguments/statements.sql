-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = (
-- $2 = 50

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = never
-- $2 = 50

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'lead') = $1::text
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = x
-- $2 = 50

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'at')::timestamptz = $1::timestamptz
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = never
-- $2 = 50

ROLLBACK TO SAVEPOINT fraiseql;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'lead') = $1::text
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = x
-- $2 = 50

COMMIT;

-- round trip 3
SELECT '' ~ $1::text;
-- $1 = (
