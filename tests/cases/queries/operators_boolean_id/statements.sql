-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.flag = $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'flag')::bool = $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.tv_row AS t
WHERE t.flag IS DISTINCT FROM $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'flag')::bool IS DISTINCT FROM $1::bool
ORDER BY t.id;
-- $1 = true

SELECT t.data
FROM public.tv_row AS t
WHERE t.flag = ANY ($1::bool[])
ORDER BY t.id;
-- $1 = {"true","false"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'flag')::bool = ANY ($1::bool[])
ORDER BY t.id;
-- $1 = {"true","false"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.flag = ANY ($1::bool[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"false"}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'flag')::bool = ANY ($1::bool[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"false"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.flag IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'flag') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.ref = $1::uuid
ORDER BY t.id;
-- $1 = 0000000a-0000-0000-0000-000000000001

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'ref') = $1::text
ORDER BY t.id;
-- $1 = 0000000a-0000-0000-0000-000000000001

SELECT t.data
FROM public.tv_row AS t
WHERE t.ref = ANY ($1::uuid[])
ORDER BY t.id;
-- $1 = {"0000000a-0000-0000-0000-000000000002"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'ref') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"0000000a-0000-0000-0000-000000000002"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.ref > $1::uuid
ORDER BY t.id;
-- $1 = 0000000a-0000-0000-0000-000000000001

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'ref') > $1::text
ORDER BY t.id;
-- $1 = 0000000a-0000-0000-0000-000000000001

SELECT t.data
FROM public.tv_row AS t
WHERE t.slug = $1::text
ORDER BY t.id;
-- $1 = 7

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'slug') = $1::text
ORDER BY t.id;
-- $1 = 7

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"1","4"}

SELECT t.data
FROM public.v_row AS t
WHERE t.id = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"1","4"}

COMMIT;
