-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood = $1::public.mood
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.tv_row AS t
WHERE t.word = $1::text
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') = $1::text
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood IS DISTINCT FROM $1::public.mood
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.tv_row AS t
WHERE t.word IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') IS DISTINCT FROM $1::text
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood = ANY ($1::public.mood[])
ORDER BY t.id;
-- $1 = {"blue","happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.word = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"blue","happy"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"blue","happy"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.mood = ANY ($1::public.mood[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"happy","blue"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.word = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"happy","blue"}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'mood') = ANY ($1::text[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"happy","blue"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.word IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood = $1::public.mood
ORDER BY t.id;
-- $1 = not_so_happy

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood = $1::public.mood
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.tv_row AS t
WHERE t.mood IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') = $1::text
ORDER BY t.id;
-- $1 = happy

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') = $1::text
ORDER BY t.id;
-- $1 = blue

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'mood') IS NULL
ORDER BY t.id;

COMMIT;
