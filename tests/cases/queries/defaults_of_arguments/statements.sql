-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'mood') = $1::text
  AND t.id = ANY ($2::int4[])
  AND (t.data ->> 'mood') IS DISTINCT FROM $3::text
ORDER BY t.id DESC, t.id
LIMIT $4::int8
OFFSET $5::int8;
-- $1 = meh
-- $2 = {"1","2","3"}
-- $3 = happy
-- $4 = 2
-- $5 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'mood') = $1::text
  AND t.id = ANY ($2::int4[])
  AND (t.data ->> 'mood') IS DISTINCT FROM $3::text
ORDER BY t.id DESC, t.id
LIMIT $4::int8
OFFSET $5::int8;
-- $1 = meh
-- $2 = {"1","2","3"}
-- $3 = happy
-- $4 = 1
-- $5 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'mood') = $1::text
  AND t.id = ANY ($2::int4[])
  AND (t.data ->> 'mood') IS DISTINCT FROM $3::text
ORDER BY t.id DESC, t.id
LIMIT $4::int8
OFFSET $5::int8;
-- $1 = meh
-- $2 = {"1","2","3"}
-- $3 = happy
-- $4 = 2
-- $5 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'mood') IS NULL
ORDER BY t.id DESC, t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 2
-- $2 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE (t.data ->> 'mood') = $1::text
  AND t.id = ANY ($2::int4[])
  AND (t.data ->> 'mood') IS DISTINCT FROM $3::text
ORDER BY t.id DESC, t.id
LIMIT $4::int8;
-- $1 = meh
-- $2 = {"1","2","3"}
-- $3 = happy
-- $4 = 2

COMMIT;
