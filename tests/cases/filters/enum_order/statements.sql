-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.mood ASC, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.mood DESC, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY t.feeling::public.mood ASC, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], t.word) ASC, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], t.word) DESC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], t.code) ASC NULLS FIRST, t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], (t.data ->> 'mood')) ASC, t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], (t.data ->> 'mood')) DESC, t.id DESC, t.id;

SELECT t.data
FROM public.v_row AS t
ORDER BY array_position('{"happy","not_so_happy","blue"}'::text[], ((t.data -> 'inner') ->> 'mood')) ASC, t.id;

COMMIT;
