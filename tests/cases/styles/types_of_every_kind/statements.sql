-- round trip 1
SELECT t.data
FROM public.v_host AS t
WHERE t.address << $1::inet
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 10.0.0.0/16
-- $2 = 10
