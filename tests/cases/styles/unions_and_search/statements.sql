-- round trip 1
SELECT t.data
FROM public.tv_hit AS t
ORDER BY t.id
LIMIT $1::int8;
-- $1 = 10
