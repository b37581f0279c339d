-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT (SELECT t.data || jsonb_build_object('@1', to_jsonb(ARRAY(SELECT (SELECT t.data || jsonb_build_object('@3', (SELECT t.data
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" = o.U&"o\00240"
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text)))
FROM (SELECT t.*) AS o)
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = o.U&"a\00241"
  AND (t.data ->> 'n')::int4 > $2::int4
  AND ((t.data ->> '@1') IS NULL) IS NOT TRUE
ORDER BY t.U&"o\00240" ASC, (t.data ->> 'n')::int4 DESC, t.id)), '@2', to_jsonb(ARRAY(SELECT t.data
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = o.U&"a\00241"
ORDER BY (t.data ->> 'n')::int4 ASC, t.id)))
FROM (SELECT t.*) AS o)
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" IS DISTINCT FROM $1::text
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text)
ORDER BY t."it's ""x""" DESC, t.U&"a\00241" ASC, t.id;
-- $1 = $1
-- $2 = 3

SELECT (SELECT t.data || jsonb_build_object('@2', (SELECT t.data
FROM public.U&"tv \00240" AS t
WHERE t.U&"a\00241" = o.U&"o\00240"
  AND t.U&"a\00241" IN (E'x''\u00241\\'::text, E'\u00240'::text, E'\\'' or 1=1 --'::text)))
FROM (SELECT t.*) AS o)
FROM public.U&"tv'\00241" AS t
WHERE t.U&"o\00240" = ANY ($1::text[])
ORDER BY (t.data ->> 'n')::int4 ASC, t.id;
-- $1 = {"x'$1\\","or 1=1"}

COMMIT;
