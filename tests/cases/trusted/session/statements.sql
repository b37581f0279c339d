-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.user_id
-- $2 = 1
-- $3 = app.uid
-- $4 = 00000000-0000-0000-0000-000000000000
-- $5 = app.flag
-- $6 = true

SELECT set_config('fraiseql.result', public.fn_create(input => $1::jsonb)::text, TRUE);
-- $1 = {"title":"x","choice":{"x":1,"flag":true},"by":"00000000-0000-0000-0000-000000000000"}

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.author_id = $1::int4
  AND ($2::text IS NULL OR t.big = $3::int8);
-- $1 = 1
-- $2 = NULL
-- $3 = NULL

COMMIT;
