-- round trip 1
SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 2
