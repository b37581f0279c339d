-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.me
-- $2 = 1

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $3::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $3::int8)::text || ', ' || '"has_previous_page": ' || (FALSE)::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $3::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $3::int8))[1] || '"', 'null') || '}' || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@2": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o) AS document, convert_to('["4ecde663630a",' || substr(to_json(ARRAY[t.id::text])::text, 2), 'UTF8') AS content, row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 > $1::int4
  AND ((t.hidden) IS NOT TRUE OR t.author_id = $2::int4)
ORDER BY t.id ASC
LIMIT $3::int8) AS n) AS p) || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = 30
-- $2 = 1
-- $3 = 2

COMMIT;
