-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || (SELECT '{' || '"edges": ' || '[' || coalesce(string_agg('{' || '"cursor": ' || '"' || p.cursor || '"' || ', ' || '"node": ' || coalesce(p.document::text, 'null') || '}', ', ' ORDER BY p.number) FILTER (WHERE p.number < $1::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $1::int8)::text || ', ' || '"has_previous_page": ' || (FALSE)::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $1::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $1::int8))[1] || '"', 'null') || '}' || ', ' || '"total_count": ' || (SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE)::text || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@2": ' || coalesce((SELECT t.data
FROM public.tv_user AS t
WHERE t.id = o.author_id)::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o) AS document, convert_to('["4ecde663630a",' || substr(to_json(ARRAY[t.id::text])::text, 2), 'UTF8') AS content, row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id ASC
LIMIT $1::int8) AS n) AS p) || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id;
-- $1 = 3

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $1::int8), '') || ']' || '}'
FROM (SELECT t.data AS document, row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id ASC
LIMIT $1::int8) AS p) || ', ' || '"@2": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number DESC) FILTER (WHERE p.number < $2::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (FALSE)::text || ', ' || '"has_previous_page": ' || (count(*) >= $2::int8)::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $2::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $2::int8))[1] || '"', 'null') || '}' || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT t.data AS document, convert_to('["4ecde663630a",' || substr(to_json(ARRAY[t.id::text])::text, 2), 'UTF8') AS content, row_number() OVER (ORDER BY t.id DESC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id DESC
LIMIT $2::int8) AS n) AS p) || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
ORDER BY t.id ASC
LIMIT $3::int8;
-- $1 = 2
-- $2 = 2
-- $3 = 2

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $2::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $2::int8)::text || ', ' || '"has_previous_page": ' || (FALSE)::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $2::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $2::int8))[1] || '"', 'null') || '}' || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT t.data AS document, convert_to('["1bea578a631b",' || substr(to_json(ARRAY[(t.data ->> 'views')::int4::text, t.id::text])::text, 2), 'UTF8') AS content, row_number() OVER (ORDER BY (t.data ->> 'views')::int4 DESC, t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY (t.data ->> 'views')::int4 DESC, t.id ASC
LIMIT $2::int8) AS n) AS p) || ', ' || '"@2": ' || (SELECT '{' || '"edges": ' || '[' || coalesce(string_agg('{' || '"cursor": ' || '"' || p.cursor || '"' || '}', ', ' ORDER BY p.number DESC) FILTER (WHERE p.number < $3::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (FALSE)::text || ', ' || '"has_previous_page": ' || (count(*) >= $3::int8)::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $3::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $3::int8))[1] || '"', 'null') || '}' || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT convert_to('["4ecde663630a",' || substr(to_json(ARRAY[t.id::text])::text, 2), 'UTF8') AS content, row_number() OVER (ORDER BY t.id DESC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id DESC
LIMIT $3::int8) AS n) AS p) || ', ' || '"@3": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $5::int8), '') || ']' || ', ' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $5::int8)::text || ', ' || '"has_previous_page": ' || (count(*) = 0 OR coalesce(bool_or(p.outside), FALSE))::text || ', ' || '"start_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number) FILTER (WHERE p.number < $5::int8))[1] || '"', 'null') || ', ' || '"end_cursor": ' || coalesce('"' || (array_agg(p.cursor ORDER BY p.number DESC) FILTER (WHERE p.number < $5::int8))[1] || '"', 'null') || '}' || '}'
FROM (SELECT n.*, translate(encode(substr(sha256(n.content), 1, 4) || n.content, 'base64'), E'+/=\n', '-_') AS cursor
FROM (SELECT t.data AS document, convert_to('["4ecde663630a",' || substr(to_json(ARRAY[t.id::text])::text, 2), 'UTF8') AS content, (SELECT t.id <= $4::int4
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id ASC
LIMIT 1) AS outside, row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
  AND t.id > $4::int4
ORDER BY t.id ASC
LIMIT $5::int8) AS n) AS p) || ', ' || '"@4": ' || (SELECT '{' || '"page_info": ' || '{' || '"has_next_page": ' || (count(*) >= $6::int8)::text || ', ' || '"has_previous_page": ' || (FALSE)::text || '}' || '}'
FROM (SELECT row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id ASC
LIMIT $6::int8) AS p) || ', ' || '"@5": ' || (SELECT '{' || '"total_count": ' || (SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.data ->> 'views')::int4 > $7::int4
  AND (t.hidden) IS NOT TRUE)::text || '}') || ', ' || '"@6": ' || (SELECT '{' || '"page_info": ' || '{}' || '}') || ', ' || '"@7": ' || (SELECT '{' || '"nodes": ' || '[' || coalesce(string_agg(coalesce(p.document::text, 'null'), ', ' ORDER BY p.number) FILTER (WHERE p.number < $8::int8), '') || ']' || ', ' || '"edges": ' || '[' || coalesce(string_agg('{}', ', ' ORDER BY p.number) FILTER (WHERE p.number < $8::int8), '') || ']' || '}'
FROM (SELECT t.data AS document, row_number() OVER (ORDER BY t.id ASC) AS number
FROM public.tv_post AS t
WHERE t.author_id = o.id
  AND (t.hidden) IS NOT TRUE
ORDER BY t.id ASC
LIMIT $8::int8) AS p) || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1
-- $2 = 2
-- $3 = 2
-- $4 = 99
-- $5 = 3
-- $6 = 2
-- $7 = 40
-- $8 = 3

COMMIT;
