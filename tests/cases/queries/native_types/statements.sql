-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 9
-- $2 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.email LIKE $1::text
  AND t.email IS DISTINCT FROM $2::text
ORDER BY t.id
LIMIT $3::int8
OFFSET $4::int8;
-- $1 = %\_%
-- $2 = b@x
-- $3 = 9
-- $4 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.email = ANY ($1::text[])
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = {"a%b@x","not an address"}
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.email = $1::text
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = a%b@x
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.code = $1::bpchar
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = ab
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.code = ANY ($1::bpchar[])
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = {"ab","abcd"}
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.word = $1::varchar
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = abcdef
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.word LIKE $1::text
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = abcd%
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.positive > $1::int4
  AND t.positive = ANY ($2::int4[])
ORDER BY t.id
LIMIT $3::int8
OFFSET $4::int8;
-- $1 = -5
-- $2 = {"0","2"}
-- $3 = 9
-- $4 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.total > $1::numeric
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = 9007199254740992.5
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.total = ANY ($1::numeric[])
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = {"9007199254740993","0.5"}
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.amount = $1::numeric
  AND t.amount IS DISTINCT FROM $2::numeric
ORDER BY t.id
LIMIT $3::int8
OFFSET $4::int8;
-- $1 = 1.500
-- $2 = 1.501
-- $3 = 9
-- $4 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.rank > $1::numeric
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = 1.5
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.rank = ANY ($1::numeric[])
ORDER BY t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = {"1.0","1.5","1000.0"}
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood::public.mood = ANY ($1::public.mood[])
ORDER BY t.mood::public.mood ASC, t.id
LIMIT $2::int8
OFFSET $3::int8;
-- $1 = {"sad","happy"}
-- $2 = 9
-- $3 = 0

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.email DESC NULLS LAST, t.id
LIMIT $1::int8
OFFSET $2::int8;
-- $1 = 1
-- $2 = 1

SELECT to_jsonb(t.*)
FROM public.tb_plain AS t
ORDER BY t.id;

SELECT to_jsonb(t.*)
FROM public.tb_plain AS t
WHERE (to_jsonb(t.place) ->> 'city') LIKE $1::text
  AND (to_jsonb(t.place) ->> 'zip')::int4 > $2::int4
ORDER BY t.id;
-- $1 = Z%
-- $2 = 9

SELECT to_jsonb(t.*)
FROM public.tb_plain AS t
WHERE ((to_jsonb(t.place) ->> 'zip')::int4 > $1::int4) IS NOT TRUE
ORDER BY (to_jsonb(t.place) ->> 'zip')::int4 DESC NULLS LAST, t.id;
-- $1 = 9

COMMIT;
