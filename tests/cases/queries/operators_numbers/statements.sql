-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_number AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_number AS t
WHERE t.views = $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 = $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_number AS t
WHERE t.views IS DISTINCT FROM $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 IS DISTINCT FROM $1::int4
ORDER BY t.id;
-- $1 = 10

SELECT t.data
FROM public.tv_number AS t
WHERE t.views = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"9","10","2147483647"}

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 = ANY ($1::int4[])
ORDER BY t.id;
-- $1 = {"9","10","2147483647"}

SELECT t.data
FROM public.tv_number AS t
WHERE (t.views = ANY ($1::int4[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"9","10","2147483647"}

SELECT t.data
FROM public.v_number AS t
WHERE ((t.data ->> 'views')::int4 = ANY ($1::int4[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"9","10","2147483647"}

SELECT t.data
FROM public.tv_number AS t
WHERE t.views IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_number AS t
WHERE (t.views IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_number AS t
WHERE ((t.data ->> 'views') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_number AS t
WHERE t.views > $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 > $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.tv_number AS t
WHERE t.views >= $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 >= $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.tv_number AS t
WHERE t.views < $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 < $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.tv_number AS t
WHERE t.views <= $1::int4
ORDER BY t.id;
-- $1 = -2147483648

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 <= $1::int4
ORDER BY t.id;
-- $1 = -2147483648

SELECT t.data
FROM public.tv_number AS t
WHERE t.views > $1::int4
  AND t.views < $2::int4
ORDER BY t.id;
-- $1 = 0
-- $2 = 2147483647

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'views')::int4 > $1::int4
  AND (t.data ->> 'views')::int4 < $2::int4
ORDER BY t.id;
-- $1 = 0
-- $2 = 2147483647

SELECT t.data
FROM public.tv_number AS t
WHERE t.small >= $1::int2
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'small')::int4 >= $1::int4
ORDER BY t.id;
-- $1 = 9

SELECT t.data
FROM public.tv_number AS t
WHERE t.score = $1::float8
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'score')::float8 = $1::float8
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.tv_number AS t
WHERE t.score >= $1::float8
ORDER BY t.id;
-- $1 = 1e+20

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'score')::float8 >= $1::float8
ORDER BY t.id;
-- $1 = 1e+20

SELECT t.data
FROM public.tv_number AS t
WHERE t.score < $1::float8
ORDER BY t.id;
-- $1 = 1e-06

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'score')::float8 < $1::float8
ORDER BY t.id;
-- $1 = 1e-06

SELECT t.data
FROM public.tv_number AS t
WHERE t.score = ANY ($1::float8[])
ORDER BY t.id;
-- $1 = {"0.0","-1.5","1e-07"}

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'score')::float8 = ANY ($1::float8[])
ORDER BY t.id;
-- $1 = {"0.0","-1.5","1e-07"}

SELECT t.data
FROM public.tv_number AS t
WHERE t.ratio = $1::float4
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'ratio')::float8 = $1::float8
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.tv_number AS t
WHERE t.price = $1::numeric
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'price')::float8 = $1::float8
ORDER BY t.id;
-- $1 = 0.1

SELECT t.data
FROM public.tv_number AS t
WHERE t.price > $1::numeric
ORDER BY t.id;
-- $1 = 1.5

SELECT t.data
FROM public.v_number AS t
WHERE (t.data ->> 'price')::float8 > $1::float8
ORDER BY t.id;
-- $1 = 1.5

COMMIT;
