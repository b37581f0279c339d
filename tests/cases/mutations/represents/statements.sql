-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb)::text, TRUE);
-- $1 = 1
-- $2 = 1.50
-- $3 = {"1","2.50",NULL}
-- $4 = {"price":1.5,"prices":["2",true]}

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb, p_share => $5::public.percent)::text, TRUE);
-- $1 = 2
-- $2 = 12345678901234567890.5
-- $3 = NULL
-- $4 = {"prices":[0.10,"x"]}
-- $5 = 100

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb, p_share => $5::public.percent)::text, TRUE);
-- $1 = 3
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = NULL

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_double(p_price => $1::numeric));
-- $1 = 12345678901234567890.5

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb, p_share => $5::public.percent)::text, TRUE);
-- $1 = 4
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 101

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 6
ROLLBACK;

-- round trip 7
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb)::text, TRUE);
-- $1 = 5
-- $2 = much
-- $3 = NULL
-- $4 = NULL

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 8
ROLLBACK;

-- round trip 9
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_add(p_id => $1::int4, p_price => $2::numeric, p_prices => $3::numeric[], p_whole => $4::jsonb)::text, TRUE);
-- $1 = 6
-- $2 = NULL
-- $3 = {"1","x"}
-- $4 = NULL

SELECT t.data
FROM public.tv_row AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 10
ROLLBACK;

-- round trip 11
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::numeric;
-- $1 = 1

SELECT $1::numeric;
-- $1 = x

COMMIT;

-- round trip 12
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::numeric;
-- $1 = 1

COMMIT;
