-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_text AS t
WHERE t.title = $1::text
ORDER BY t.id;
-- $1 = 100%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') = $1::text
ORDER BY t.id;
-- $1 = 100%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title = $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') = $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_text AS t
WHERE t.word = $1::text
ORDER BY t.id;
-- $1 = null

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'word') = $1::text
ORDER BY t.id;
-- $1 = null

SELECT t.data
FROM public.tv_text AS t
WHERE t.title IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = 100%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = 100%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"100%","back\\slash","say \"it's\" 🐘 é",""}

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"100%","back\\slash","say \"it's\" 🐘 é",""}

SELECT t.data
FROM public.tv_text AS t
WHERE (t.title = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"100%","back\\slash","say \"it's\" 🐘 é",""}

SELECT t.data
FROM public.v_text AS t
WHERE ((t.data ->> 'title') = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"100%","back\\slash","say \"it's\" 🐘 é",""}

SELECT t.data
FROM public.tv_text AS t
WHERE t.title IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_text AS t
WHERE (t.title IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_text AS t
WHERE ((t.data ->> 'title') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_text AS t
WHERE t.word > $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'word') > $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.tv_text AS t
WHERE t.word >= $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'word') >= $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.tv_text AS t
WHERE t.word < $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'word') < $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.tv_text AS t
WHERE t.word <= $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'word') <= $1::text
ORDER BY t.id;
-- $1 = c

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %\%%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %\%%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %r\_s%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %r\_s%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %\\%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %\\%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %"it's" 🐘%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %"it's" 🐘%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = 100\%%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = 100\%%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = under\_%

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = under\_%

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %score

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %score

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %\\slash

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
ORDER BY t.id;
-- $1 = %\\slash

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
  AND t.title LIKE $2::text
  AND t.title IS DISTINCT FROM $3::text
ORDER BY t.id;
-- $1 = %under%
-- $2 = %score
-- $3 = under_score

SELECT t.data
FROM public.v_text AS t
WHERE (t.data ->> 'title') LIKE $1::text
  AND (t.data ->> 'title') LIKE $2::text
  AND (t.data ->> 'title') IS DISTINCT FROM $3::text
ORDER BY t.id;
-- $1 = %under%
-- $2 = %score
-- $3 = under_score

SELECT t.data
FROM public.tv_text AS t
WHERE t.title = $1::text
ORDER BY t.id;
-- $1 = back\slash

SELECT t.data
FROM public.tv_text AS t
WHERE t.title LIKE $1::text
ORDER BY t.id;
-- $1 = %🐘 é

COMMIT;
