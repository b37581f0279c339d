-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views DESC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views ASC NULLS FIRST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views ASC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views DESC NULLS FIRST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views DESC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (t.data ->> 'rank')::int4 ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (t.data ->> 'rank')::int4 DESC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (t.data ->> 'title') ASC NULLS FIRST, t.views DESC, (t.data ->> 'rank')::int4 ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (t.data ->> 'title') DESC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY ((t.data -> 'author') ->> 'name') DESC NULLS LAST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (((t.data -> 'author') -> 'company') ->> 'size')::int4 DESC NULLS LAST, (t.data ->> 'title') ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id DESC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views ASC, t.views DESC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY (t.data ->> 'rank')::int4 DESC NULLS LAST, (t.data ->> 'title') ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views DESC NULLS LAST, ((t.data -> 'author') ->> 'name') ASC, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.views DESC, (t.data ->> 'rank')::int4 ASC NULLS FIRST, t.id;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

COMMIT;
