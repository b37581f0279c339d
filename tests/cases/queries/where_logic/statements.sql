-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.a = $1::int4
  AND (t.data ->> 'b')::int4 = $2::int4
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = $1::int4 AND (t.data ->> 'b')::int4 = $2::int4)
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = $1::int4 OR (t.data ->> 'b')::int4 = $2::int4)
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.a = $1::int4
  AND ((t.data ->> 'b')::int4 = $2::int4 OR (t.data ->> 'b')::int4 = $3::int4)
ORDER BY t.id;
-- $1 = 2
-- $2 = 1
-- $3 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4 AND (t.data ->> 'b')::int4 = $2::int4) OR (t.a = $3::int4 AND (t.data ->> 'b')::int4 = $4::int4))
ORDER BY t.id;
-- $1 = 1
-- $2 = 1
-- $3 = 2
-- $4 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = $1::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4) IS NOT TRUE) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4 OR (t.data ->> 'b')::int4 = $2::int4)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4 AND (t.data ->> 'b')::int4 = $2::int4)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4 AND (t.data ->> 'b')::int4 = $2::int4)) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1
-- $2 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE FALSE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (TRUE) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (FALSE) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (TRUE AND TRUE)
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = $1::int4 OR TRUE)
ORDER BY t.id;
-- $1 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.a = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.a = $1::int4 AND ((t.data ->> 'b')::int4 = $2::int4) IS NOT TRUE) OR t.a IS NULL)
ORDER BY t.id;
-- $1 = 1
-- $2 = 1

SELECT t.data
FROM public.tv_row AS t
WHERE t.a >= $1::int4
  AND (t.data ->> 'b')::int4 = $2::int4
  AND (t.a = $3::int4) IS NOT TRUE
ORDER BY t.id;
-- $1 = 1
-- $2 = 1
-- $3 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = ANY ($1::int4[]) OR (((t.data ->> 'b') IS NULL) IS NOT TRUE) IS NOT TRUE)
ORDER BY t.id;
-- $1 = {"2"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.a = $1::int4 OR t.a = $2::int4)
  AND (t.data ->> 'b')::int4 < $3::int4
ORDER BY t.id;
-- $1 = 1
-- $2 = 2
-- $3 = 2

COMMIT;
