-- round trip 1
SELECT t.data
FROM public.tv_post AS t
WHERE (t.data ->> 'views')::int4 > $1::int4
ORDER BY t.id;
-- $1 = 0
