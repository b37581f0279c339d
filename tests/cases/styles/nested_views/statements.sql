-- round trip 1
SELECT t.data
FROM public.v_book AS t
ORDER BY t.title ASC, t.id
LIMIT $1::int8;
-- $1 = 10
