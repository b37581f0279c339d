-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = ada "é" 🐘
-- $3 = app.role
-- $4 = editor

SELECT set_config('fraiseql.result', public.fn_add_note(p_id => $1::int4)::text, TRUE);
-- $1 = 1

SELECT t.data
FROM public.v_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = ada "é" 🐘
-- $3 = app.role
-- $4 = editor

SELECT to_jsonb(public.fn_setting(p_name => $1::text));
-- $1 = app.user_id

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = ada "é" 🐘
-- $3 = app.role
-- $4 = editor

SELECT to_jsonb(public.fn_setting(p_name => $1::text));
-- $1 = app.role

COMMIT;
