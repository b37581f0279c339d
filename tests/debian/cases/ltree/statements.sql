-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_path AS t
WHERE t.path IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE (t.path OPERATOR(public.=) $1::public.ltree) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE ((t.data ->> 'path')::public.ltree OPERATOR(public.=) $1::public.ltree) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) ANY ($1::public.ltree[])
ORDER BY t.id;
-- $1 = {"Top","Top.Science"}

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.=) ANY ($1::public.ltree[])
ORDER BY t.id;
-- $1 = {"Top","Top.Science"}

SELECT t.data
FROM public.tv_path AS t
WHERE (t.path OPERATOR(public.=) ANY ($1::public.ltree[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"Top","Top.Science"}

SELECT t.data
FROM public.v_path AS t
WHERE ((t.data ->> 'path')::public.ltree OPERATOR(public.=) ANY ($1::public.ltree[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"Top","Top.Science"}

SELECT t.data
FROM public.tv_path AS t
WHERE t.path IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.>) $1::public.ltree
ORDER BY t.id;
-- $1 = Top

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.>) $1::public.ltree
ORDER BY t.id;
-- $1 = Top

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.<=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.<=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.@>) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Science.Astronomy

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.@>) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Science.Astronomy

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Science

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Science

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = *.sci*@.*

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = *.sci*@.*

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = Top.*{1}

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = Top.*{1}

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.@) $1::public.ltxtquery
ORDER BY t.id;
-- $1 = art@ | !Top

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.@) $1::public.ltxtquery
ORDER BY t.id;
-- $1 = art@ | !Top

SELECT t.data
FROM public.tv_path AS t
WHERE public.nlevel(t.path) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_path AS t
WHERE public.nlevel((t.data ->> 'path')::public.ltree) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_path AS t
WHERE public.nlevel(t.path) > $1::int4
  AND public.nlevel(t.path) < $2::int4
  AND public.nlevel(t.path) = ANY ($3::int4[])
ORDER BY t.id;
-- $1 = 0
-- $2 = 3
-- $3 = {"1","3"}

SELECT t.data
FROM public.v_path AS t
WHERE public.nlevel((t.data ->> 'path')::public.ltree) > $1::int4
  AND public.nlevel((t.data ->> 'path')::public.ltree) < $2::int4
  AND public.nlevel((t.data ->> 'path')::public.ltree) = ANY ($3::int4[])
ORDER BY t.id;
-- $1 = 0
-- $2 = 3
-- $3 = {"1","3"}

SELECT t.data
FROM public.tv_path AS t
WHERE public.nlevel(t.path) IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_path AS t
WHERE public.nlevel((t.data ->> 'path')::public.ltree) IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE (t.path OPERATOR(public.<@) $1::public.ltree) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.Science

SELECT t.data
FROM public.v_path AS t
WHERE ((t.data ->> 'path')::public.ltree OPERATOR(public.<@) $1::public.ltree) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.Science

SELECT t.data
FROM public.tv_path AS t
WHERE (t.path OPERATOR(public.~) $1::public.lquery) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.*

SELECT t.data
FROM public.v_path AS t
WHERE ((t.data ->> 'path')::public.ltree OPERATOR(public.~) $1::public.lquery) IS NOT TRUE
ORDER BY t.id;
-- $1 = Top.*

SELECT t.data
FROM public.tv_path AS t
WHERE (public.nlevel(t.path) >= $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.v_path AS t
WHERE (public.nlevel((t.data ->> 'path')::public.ltree) >= $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_path AS t
WHERE t.paths @> $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top"}

SELECT t.data
FROM public.v_path AS t
WHERE CASE jsonb_typeof((t.data -> 'paths')) WHEN 'array' THEN ARRAY(SELECT e.value::public.ltree FROM jsonb_array_elements_text((t.data -> 'paths')) AS e (value)) END @> $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top"}

SELECT t.data
FROM public.tv_path AS t
WHERE t.paths && $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top.Art.Ürsprung"}

SELECT t.data
FROM public.v_path AS t
WHERE CASE jsonb_typeof((t.data -> 'paths')) WHEN 'array' THEN ARRAY(SELECT e.value::public.ltree FROM jsonb_array_elements_text((t.data -> 'paths')) AS e (value)) END && $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top.Art.Ürsprung"}

SELECT t.data
FROM public.tv_path AS t
WHERE t.paths <@ $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top"}

SELECT t.data
FROM public.v_path AS t
WHERE CASE jsonb_typeof((t.data -> 'paths')) WHEN 'array' THEN ARRAY(SELECT e.value::public.ltree FROM jsonb_array_elements_text((t.data -> 'paths')) AS e (value)) END <@ $1::public.ltree[]
ORDER BY t.id;
-- $1 = {"Top"}

SELECT t.data
FROM public.tv_path AS t
WHERE cardinality(t.paths) = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_path AS t
WHERE CASE jsonb_typeof((t.data -> 'paths')) WHEN 'array' THEN jsonb_array_length((t.data -> 'paths')) END = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_path AS t
WHERE cardinality(t.paths) = 0
ORDER BY t.id;

SELECT t.data
FROM public.v_path AS t
WHERE CASE jsonb_typeof((t.data -> 'paths')) WHEN 'array' THEN jsonb_array_length((t.data -> 'paths')) END = 0
ORDER BY t.id;

SELECT t.data
FROM public.tv_path AS t
ORDER BY t.path DESC, t.id;

SELECT t.data
FROM public.v_path AS t
ORDER BY (t.data ->> 'path')::public.ltree DESC, t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::public.ltree OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'inner')) WHEN 'array' THEN (t.data -> 'inner') END) AS e1 (value) WHERE (e1.value ->> 'path')::public.ltree OPERATOR(public.@>) $1::public.ltree)
ORDER BY t.id;
-- $1 = Top.Inner.Leaf

SELECT t.data
FROM public.v_path AS t
WHERE (EXISTS (SELECT FROM jsonb_array_elements(CASE jsonb_typeof((t.data -> 'inner')) WHEN 'array' THEN (t.data -> 'inner') END) AS e1 (value) WHERE public.nlevel((e1.value ->> 'path')::public.ltree) IS NULL)) IS NOT TRUE
ORDER BY t.id;

COMMIT;
