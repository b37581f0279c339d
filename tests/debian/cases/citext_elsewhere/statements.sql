-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.=) $1::ext.citext
ORDER BY t.id;
-- $1 = HELLO world

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title OPERATOR(ext.=) $1::ext.citext) IS NOT TRUE
ORDER BY t.id;
-- $1 = HELLO world

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.=) ANY ($1::ext.citext[])
ORDER BY t.id;
-- $1 = {"HELLO world","x"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title OPERATOR(ext.=) ANY ($1::ext.citext[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"HELLO world","x"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.>) $1::ext.citext
ORDER BY t.id;
-- $1 = HELLO world

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.<=) $1::ext.citext
ORDER BY t.id;
-- $1 = HELLO world

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~) $1::text
ORDER BY t.id;
-- $1 = %WORLD%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~) $1::text
ORDER BY t.id;
-- $1 = HELLO%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~) $1::text
ORDER BY t.id;
-- $1 = %0\%

SELECT t.data
FROM public.tv_row AS t
WHERE lower(t.title) = lower($1::text)
ORDER BY t.id;
-- $1 = HELLO world

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~*) $1::text
ORDER BY t.id;
-- $1 = %O W%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~) $1::text
ORDER BY t.id;
-- $1 = h%D

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~~*) $1::text
ORDER BY t.id;
-- $1 = h%D

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~) $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^HELLO

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.~*) $1::text
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^HELLO

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = world hello

SELECT t.data
FROM public.tv_row AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title OPERATOR(ext.~~) $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %WORLD%

SELECT t.data
FROM public.tv_row AS t
WHERE t.email OPERATOR(ext.=) $1::ext.citext
ORDER BY t.id;
-- $1 = A@X

SELECT t.data
FROM public.tv_row AS t
WHERE t.email OPERATOR(ext.=) ANY ($1::ext.citext[])
ORDER BY t.id;
-- $1 = {"A@X","B@x"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood OPERATOR(ext.=) $1::ext.citext
ORDER BY t.id;
-- $1 = happy

SELECT t.data
FROM public.tv_row AS t
WHERE (t.mood OPERATOR(ext.=) ANY ($1::ext.citext[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.titles @> $1::ext.citext[]
ORDER BY t.id;
-- $1 = {"HELLO"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.titles <@ $1::ext.citext[]
ORDER BY t.id;
-- $1 = {"HELLO"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.title OPERATOR(ext.=) $1::ext.citext
ORDER BY t.id;
-- $1 = hello WORLD

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.title DESC NULLS LAST, t.id;

COMMIT;
