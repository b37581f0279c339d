-- round trip 1
SELECT t.data
FROM public.tv_animal AS t
ORDER BY t.id;
