-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE lower(t.title) = lower($1::text)
ORDER BY t.id;
-- $1 = the quick BROWN fox

SELECT t.data
FROM public.v_row AS t
WHERE lower((t.data ->> 'title')) = lower($1::text)
ORDER BY t.id;
-- $1 = the quick BROWN fox

SELECT t.data
FROM public.tv_row AS t
WHERE lower(t.title) = lower($1::text)
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_row AS t
WHERE lower((t.data ->> 'title')) = lower($1::text)
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_row AS t
WHERE lower(t.title) = lower($1::text)
ORDER BY t.id;
-- $1 = STRAßE école 😀

SELECT t.data
FROM public.v_row AS t
WHERE lower((t.data ->> 'title')) = lower($1::text)
ORDER BY t.id;
-- $1 = STRAßE école 😀

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = %QUICK%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = %QUICK%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = %0\% OF\_A%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = %0\% OF\_A%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = %école%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = %école%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %\_%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %\_%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = the q%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = the q%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = %fOx

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = %fOx

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = %😀

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = %😀

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = 100% of_all

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = 100% of_all

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = 100\% of\_all

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = 100\% of\_all

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %\\%

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %\\%

SELECT t.data
FROM public.tv_row AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
ORDER BY t.id;
-- $1 = the%fox

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
ORDER BY t.id;
-- $1 = the%fox

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^The .*fox$

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^The .*fox$

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = [[:digit:]]{3}[%]

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = [[:digit:]]{3}[%]

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = one.line

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = one.line

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = \\

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = \\

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ~* $1::text
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (fox|ALL)$

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ~* $1::text
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = (fox|ALL)$

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = fox quick

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = fox quick

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = "quick brown"

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = "quick brown"

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = fox -quick or line

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = fox -quick or line

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = ' & | ! <-> (

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = ' & | ! <-> (

SELECT t.data
FROM public.tv_row AS t
WHERE lower(t.code) = lower($1::text)
ORDER BY t.id;
-- $1 = AB

SELECT t.data
FROM public.v_row AS t
WHERE lower((t.data ->> 'code')) = lower($1::text)
ORDER BY t.id;
-- $1 = AB      

SELECT t.data
FROM public.tv_row AS t
WHERE t.code ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^a[b]

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'code') ~ $1::text
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^a[b]

SELECT t.data
FROM public.tv_row AS t
WHERE t.code ~* $1::text
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^a[b]

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'code') ~* $1::text
  AND ('' ~* $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = ^a[b]

SELECT t.data
FROM public.tv_row AS t
WHERE to_tsvector('pg_catalog.english', t.code) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = nothing or ab or nothing

SELECT t.data
FROM public.v_row AS t
WHERE to_tsvector('pg_catalog.english', (t.data ->> 'code')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)
ORDER BY t.id;
-- $1 = nothing or ab or nothing

SELECT t.data
FROM public.tv_row AS t
WHERE t.code LIKE $1::text
ORDER BY t.id;
-- $1 = % 

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'code') LIKE $1::text
ORDER BY t.id;
-- $1 = % 

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title ILIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %quick%

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') ILIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %quick%

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title ~ $1::text) IS NOT TRUE
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = o

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') ~ $1::text) IS NOT TRUE
  AND ('' ~ $1::text) IS NOT NULL
ORDER BY t.id;
-- $1 = o

SELECT t.data
FROM public.tv_row AS t
WHERE (to_tsvector('pg_catalog.english', t.title) @@ websearch_to_tsquery('pg_catalog.english', $1::text)) IS NOT TRUE
ORDER BY t.id;
-- $1 = fox

SELECT t.data
FROM public.v_row AS t
WHERE (to_tsvector('pg_catalog.english', (t.data ->> 'title')) @@ websearch_to_tsquery('pg_catalog.english', $1::text)) IS NOT TRUE
ORDER BY t.id;
-- $1 = fox

SELECT t.data
FROM public.tv_row AS t
WHERE (t.title LIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'title') LIKE $1::text) IS NOT TRUE
ORDER BY t.id;
-- $1 = %

SELECT t.data
FROM public.tv_row AS t
WHERE t.title ILIKE $1::text
  AND t.title LIKE $2::text
  AND t.title ~ $3::text
  AND ('' ~ $3::text) IS NOT NULL
ORDER BY t.id;
-- $1 = the%
-- $2 = %fox
-- $3 = q

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'title') ILIKE $1::text
  AND (t.data ->> 'title') LIKE $2::text
  AND (t.data ->> 'title') ~ $3::text
  AND ('' ~ $3::text) IS NOT NULL
ORDER BY t.id;
-- $1 = the%
-- $2 = %fox
-- $3 = q

COMMIT;
