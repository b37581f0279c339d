-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.user_id
-- $2 = bob

SELECT t.data
FROM public.v_note AS t
ORDER BY t.id;

COMMIT;
