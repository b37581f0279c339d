-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_post AS t
ORDER BY t.id;

SELECT t.doc
FROM public.v_draft AS t
WHERE (t.doc ->> 'title') LIKE $1::text
  AND (t.doc ->> 'title') = $2::text
ORDER BY t.draft_id;
-- $1 = draft%
-- $2 = draft b

SELECT t.doc
FROM public.v_draft AS t
WHERE t.draft_id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT t.doc
FROM public.v_draft AS t
WHERE t.draft_id = $1::int4
LIMIT 2;
-- $1 = 1

COMMIT;
