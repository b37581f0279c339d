-- round trip 1
SELECT t.data
FROM public.mv_product AS t
ORDER BY t.sold DESC, t.id
LIMIT $1::int8;
-- $1 = 10
