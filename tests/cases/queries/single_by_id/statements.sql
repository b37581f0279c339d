-- round trip 1
SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
LIMIT 2;
-- $1 = 00000000-0000-0000-0000-000000000002
