-- round trip 1
SELECT t.data
FROM public.tv_song AS t
WHERE t.seconds > $1::int4
ORDER BY t.title ASC, t.id
LIMIT $2::int8;
-- $1 = 60
-- $2 = 10
