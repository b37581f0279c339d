-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || ('[' || array_to_string(ARRAY(SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@3": ' || coalesce((SELECT t.data
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" = o.U&"o\00240"
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text))::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = o.U&"a\00241"
  AND (t.data ->> 'n')::int4 > $2::int4
  AND ((t.data ->> '@1') IS NULL) IS NOT TRUE
ORDER BY t.U&"o\00240" ASC, (t.data ->> 'n')::int4 DESC, t.id), ', ', 'null') || ']') || ', ' || '"@2": ' || array_to_json(ARRAY(SELECT t.data
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = o.U&"a\00241"
ORDER BY (t.data ->> 'n')::int4 ASC, t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" IS DISTINCT FROM $1::text
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text)
ORDER BY t."it's ""x""" DESC, t.U&"a\00241" ASC, t.id;
-- $1 = $1
-- $2 = 3

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@2": ' || coalesce((SELECT t.data
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" = o.U&"o\00240"
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text))::text, 'null') || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = ANY ($1::text[])
ORDER BY (t.data ->> 'n')::int4 ASC, t.id;
-- $1 = {"x'$1\\","or 1=1"}

COMMIT;
