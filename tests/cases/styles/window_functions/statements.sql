-- round trip 1
SELECT t.data
FROM public.v_player AS t
ORDER BY (t.data ->> 'rank')::int8 ASC, t.id
LIMIT $1::int8;
-- $1 = 10
