-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_path AS t
ORDER BY t.path ASC, t.id;

SELECT t.data
FROM public.v_path AS t
ORDER BY (t.data ->> 'path')::ltree ASC, t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path = $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::ltree = $1::ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.tv_path AS t
WHERE t.path IS DISTINCT FROM $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::ltree IS DISTINCT FROM $1::ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.tv_path AS t
WHERE t.path = ANY ($1::public.ltree[])
ORDER BY t.id;
-- $1 = {"Top","Top.Science"}

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::ltree = ANY ($1::ltree[])
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
WHERE t.path > $1::public.ltree
ORDER BY t.id;
-- $1 = Top

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::ltree > $1::ltree
ORDER BY t.id;
-- $1 = Top

SELECT t.data
FROM public.tv_path AS t
WHERE t.path = $1::public.ltree
ORDER BY t.id;
-- $1 = Top.Art

SELECT t.data
FROM public.v_path AS t
WHERE (t.data ->> 'path')::ltree = $1::ltree
ORDER BY t.id;
-- $1 = Top.Art

COMMIT;
