-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.small <= $1::int2
  AND t.ratio < $2::float4
  AND t.count >= $3::int4
ORDER BY t.id;
-- $1 = 32767
-- $2 = 3e+38
-- $3 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.ratio > $1::float4
ORDER BY t.id;
-- $1 = 0.0

COMMIT;
