-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT set_config('fraiseql.result', public.fn_add_task(p_hours => $1::public.hours)::text, TRUE);
-- $1 = 1

SELECT to_jsonb(t.*)
FROM public.tv_task AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.tenant_id = $1::int4;
-- $1 = 7

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT set_config('fraiseql.result', public.fn_add_task(p_hours => $1::public.hours, p_minutes => $2::public.minutes)::text, TRUE);
-- $1 = -1
-- $2 = 1

SELECT to_jsonb(t.*)
FROM public.tv_task AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.tenant_id = $1::int4;
-- $1 = 7

COMMIT;

-- round trip 3
ROLLBACK;

-- round trip 4
SELECT to_jsonb(t.*)
FROM public.tv_task AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.tenant_id = $1::int4;
-- $1 = 7

-- round trip 5
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT set_config('fraiseql.result', public.fn_add_task(p_hours => $1::public.hours, p_minutes => $2::public.minutes)::text, TRUE);
-- $1 = 1
-- $2 = -1

SELECT to_jsonb(t.*)
FROM public.tv_task AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.tenant_id = $1::int4;
-- $1 = 7

COMMIT;

-- round trip 6
ROLLBACK;

-- round trip 7
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT set_config('fraiseql.result', public.fn_add_task(p_hours => $1::public.hours, p_minutes => $2::public.minutes)::text, TRUE);
-- $1 = 2
-- $2 = 2

SELECT to_jsonb(t.*)
FROM public.tv_task AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND t.tenant_id = $1::int4;
-- $1 = 7

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT to_jsonb(public.fn_spend(p_hours => $1::public.hours[]));
-- $1 = {"1",NULL,"-1"}

COMMIT;

-- round trip 9
ROLLBACK;

-- round trip 10
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::public.hours;
-- $1 = 1

SELECT $1::public.hours;
-- $1 = NULL

SELECT $1::public.hours;
-- $1 = -1

COMMIT;

-- round trip 11
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::public.hours;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::public.hours;
-- $1 = NULL

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT to_jsonb(public.fn_log(p_spent => jsonb_populate_record(NULL::public.spent, $1::jsonb)::public.spent));
-- $1 = {"note":"a","hours":-1.0}

COMMIT;

-- round trip 13
ROLLBACK;

-- round trip 14
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::text;
-- $1 = a

SELECT $1::public.hours;
-- $1 = -1.0

COMMIT;

-- round trip 15
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::text;
-- $1 = a

COMMIT;

-- round trip 16
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT to_jsonb(public.fn_log(p_spent => jsonb_populate_record(NULL::public.spent, $1::jsonb)::public.spent));
-- $1 = {"note":"a","minutes":-1}

COMMIT;

-- round trip 17
ROLLBACK;

-- round trip 18
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::text;
-- $1 = a

SELECT $1::public.minutes;
-- $1 = -1

COMMIT;

-- round trip 19
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::text;
-- $1 = a

COMMIT;

-- round trip 20
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true);
-- $1 = app.tenant_id
-- $2 = 7
-- $3 = app.hours
-- $4 = -1
-- $5 = app.minutes
-- $6 = -1

SELECT to_jsonb(public.fn_spend(p_minutes => $1::public.minutes[]));
-- $1 = {"1","-1"}

COMMIT;

-- round trip 21
ROLLBACK;

-- round trip 22
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::public.minutes;
-- $1 = 1

SELECT $1::public.minutes;
-- $1 = -1

COMMIT;

-- round trip 23
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::public.minutes;
-- $1 = 1

COMMIT;
