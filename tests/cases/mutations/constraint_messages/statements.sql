-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text, p_age => $3::int4, p_team => $4::jsonb));
-- $1 = a@b
-- $2 = A
-- $3 = 1
-- $4 = {"team_id":1}

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text));
-- $1 = a@b
-- $2 = B

COMMIT;

-- round trip 3
ROLLBACK;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user_json(p_input => $1::jsonb));
-- $1 = {"email":"a@b","name":"B"}

COMMIT;

-- round trip 5
ROLLBACK;

-- round trip 6
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text, p_age => $3::int4));
-- $1 = c@d
-- $2 = C
-- $3 = -1

COMMIT;

-- round trip 7
ROLLBACK;

-- round trip 8
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text));
-- $1 = c@d
-- $2 = a

COMMIT;

-- round trip 9
ROLLBACK;

-- round trip 10
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text));
-- $1 = c@d
-- $2 = A

COMMIT;

-- round trip 11
ROLLBACK;

-- round trip 12
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text));
-- $1 = c@d
-- $2 = root

COMMIT;

-- round trip 13
ROLLBACK;

-- round trip 14
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text));
-- $1 = c@d
-- $2 = NULL

COMMIT;

-- round trip 15
ROLLBACK;

-- round trip 16
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user(p_email => $1::text, p_name => $2::text, p_team => $3::jsonb));
-- $1 = e@f
-- $2 = E
-- $3 = {"team_id":9}

COMMIT;

-- round trip 17
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_add_user_json(p_input => $1::jsonb));
-- $1 = {"email":"z","name":"y"}

COMMIT;

-- round trip 18
ROLLBACK;

-- round trip 19
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_set_code(p_code => $1::public.code));
-- $1 = A

COMMIT;

-- round trip 20
ROLLBACK;

-- round trip 21
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_set_code(p_code => $1::public.code));
-- $1 = abcdef

COMMIT;

-- round trip 22
ROLLBACK;

-- round trip 23
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_book(p_row => $1::int4, p_seat => $2::int4) AS t;
-- $1 = 1
-- $2 = 2

COMMIT;

-- round trip 24
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_book(p_row => $1::int4, p_seat => $2::int4) AS t;
-- $1 = 1
-- $2 = 2

COMMIT;

-- round trip 25
ROLLBACK;

-- round trip 26
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(public.fn_delete_team(p_id => $1::int4));
-- $1 = 1

COMMIT;

-- round trip 27
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_plan(p_day => $1::int4, p_title => $2::text, p_seats => $3::int4) AS t;
-- $1 = 1
-- $2 = A
-- $3 = 5

COMMIT;

-- round trip 28
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_plan(p_day => $1::int4, p_title => $2::text, p_seats => $3::int4) AS t;
-- $1 = 1
-- $2 = A
-- $3 = 6

COMMIT;

-- round trip 29
ROLLBACK;

-- round trip 30
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_plan(p_day => $1::int4, p_title => $2::text, p_seats => $3::int4) AS t;
-- $1 = 1
-- $2 = B
-- $3 = 0

COMMIT;

-- round trip 31
ROLLBACK;

-- round trip 32
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_plan(p_day => $1::int4, p_title => $2::text, p_seats => $3::int4, p_team_id => $4::int4) AS t;
-- $1 = 1
-- $2 = B
-- $3 = 1
-- $4 = 9

COMMIT;

-- round trip 33
ROLLBACK;

-- round trip 34
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_plan(p_day => $1::int4, p_title => $2::text, p_seats => $3::int4) AS t;
-- $1 = 1
-- $2 = B
-- $3 = 5

COMMIT;

-- round trip 35
ROLLBACK;

-- round trip 36
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_move(p_tenant_id => $1::text, p_number => $2::int4, p_home => $3::jsonb, p_work => $4::jsonb) AS t;
-- $1 = t
-- $2 = 1
-- $3 = {"zip":"1"}
-- $4 = {"zip":"2"}

COMMIT;

-- round trip 37
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_move(p_tenant_id => $1::text, p_number => $2::int4, p_home => $3::jsonb, p_work => $4::jsonb) AS t;
-- $1 = t
-- $2 = 2
-- $3 = {"zip":"1"}
-- $4 = NULL

COMMIT;

-- round trip 38
ROLLBACK;

-- round trip 39
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_move(p_tenant_id => $1::text, p_number => $2::int4, p_home => $3::jsonb, p_work => $4::jsonb) AS t;
-- $1 = t
-- $2 = 4
-- $3 = {"zip":"1"}
-- $4 = {"zip":"x"}

COMMIT;

-- round trip 40
ROLLBACK;

-- round trip 41
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_move(p_tenant_id => $1::text, p_number => $2::int4, p_home => $3::jsonb, p_work => $4::jsonb) AS t;
-- $1 = t
-- $2 = 4
-- $3 = {"zip":"x"}
-- $4 = NULL

COMMIT;

-- round trip 42
ROLLBACK;

-- round trip 43
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.tenant_id
-- $2 = t

SELECT to_jsonb(TRUE)
FROM public.fn_move(p_tenant_id => $1::text, p_number => $2::int4, p_home => $3::jsonb, p_work => $4::jsonb) AS t;
-- $1 = t
-- $2 = 7
-- $3 = {"zip":"1"}
-- $4 = {"zip":"2"}

COMMIT;
