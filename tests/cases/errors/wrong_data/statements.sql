-- round trip 1
SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;
