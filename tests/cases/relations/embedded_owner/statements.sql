-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND ((t.data -> 'author') ->> 'name') = $1::text
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id
LIMIT $3::int8;
-- $1 = Ana
-- $2 = 20
-- $3 = 20

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 20

COMMIT;
