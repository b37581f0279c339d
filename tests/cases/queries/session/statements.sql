-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = it's "Ada" \ 🐘
-- $3 = app.role
-- $4 = 

SELECT t.data
FROM public.v_note AS t
ORDER BY t.id;

SELECT t.data
FROM public.v_note AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 2

SELECT count(*)
FROM public.v_note AS t;

COMMIT;
