-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[], p_extras => $3::jsonb[]));
-- $1 = {"street":"“$1” ' \\","postal_code":"12345","contact":{"email":"a@b","tags":["x, y",null,"\"{}"]}}
-- $2 = [{"article":"00000000-0000-0000-0000-000000000001","quantity":2,"unit":"box","price":12345678901234567890.123,"notes":[]},{"article":"00000000-0000-0000-0000-000000000002","unit":null,"price":"0.10"}]
-- $3 = {"{\"some_name\":\"a\"}",NULL}

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = {"street":"S","contact":null}
-- $2 = [null,{"article":"00000000-0000-0000-0000-000000000001"}]

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[], p_extras => $3::jsonb[]));
-- $1 = {"street":"S"}
-- $2 = NULL
-- $3 = NULL

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_total(p_lines => CASE jsonb_typeof($1::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = [{"article":"00000000-0000-0000-0000-000000000001","quantity":3}]

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_total(p_lines => CASE jsonb_typeof($1::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = NULL

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_total(p_lines => CASE jsonb_typeof($1::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = [{"article":"00000000-0000-0000-0000-000000000001","price":"much"}]

COMMIT;

-- round trip 7
ROLLBACK;

-- round trip 8
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::uuid;
-- $1 = 00000000-0000-0000-0000-000000000001

SELECT $1::numeric;
-- $1 = much

COMMIT;

-- round trip 9
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::uuid;
-- $1 = 00000000-0000-0000-0000-000000000001

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = {"street":"S","contact":{"email":"a"}}
-- $2 = []

COMMIT;

-- round trip 11
ROLLBACK;

-- round trip 12
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::text;
-- $1 = S

SELECT $1::public.email;
-- $1 = a

COMMIT;

-- round trip 13
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::text;
-- $1 = S

COMMIT;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination));
-- $1 = {"street":"S","postal_code":"123456"}

COMMIT;

-- round trip 15
ROLLBACK;

-- round trip 16
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::text;
-- $1 = S

SELECT $1::varchar;
-- $1 = 123456

COMMIT;

-- round trip 17
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"S"}

SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"postal_code":"123456"}

COMMIT;

-- round trip 18
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"S"}

COMMIT;

-- round trip 19
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_total(p_lines => CASE jsonb_typeof($1::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = [{"article":"00000000-0000-0000-0000-000000000001","discount":9.999},{"article":"00000000-0000-0000-0000-000000000001","discount":100}]

COMMIT;

-- round trip 20
ROLLBACK;

-- round trip 21
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::uuid;
-- $1 = 00000000-0000-0000-0000-000000000001

SELECT $1::numeric;
-- $1 = 9.999

SELECT $1::uuid;
-- $1 = 00000000-0000-0000-0000-000000000001

SELECT $1::numeric;
-- $1 = 100

COMMIT;

-- round trip 22
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"discount":"9.999"}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"discount":"100"}

COMMIT;

-- round trip 23
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"discount":"9.999"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

COMMIT;

-- round trip 24
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = {"street":"S"}
-- $2 = [{"article":"00000000-0000-0000-0000-000000000001","codes":["abc","abcd"]}]

COMMIT;

-- round trip 25
ROLLBACK;

-- round trip 26
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::text;
-- $1 = S

SELECT $1::uuid;
-- $1 = 00000000-0000-0000-0000-000000000001

SELECT $1::varchar;
-- $1 = abc

SELECT $1::varchar;
-- $1 = abcd

COMMIT;

-- round trip 27
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"S"}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"codes":["abc"]}

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"codes":["abcd"]}

COMMIT;

-- round trip 28
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"S"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"article":"00000000-0000-0000-0000-000000000001"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT jsonb_populate_record(NULL::public.order_line, $1::jsonb);
-- $1 = {"codes":["abc"]}

COMMIT;

-- round trip 29
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination));
-- $1 = {"street":"nowhere"}

COMMIT;

-- round trip 30
ROLLBACK;

-- round trip 31
SELECT $1::text;
-- $1 = nowhere

-- round trip 32
SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"nowhere"}

-- round trip 33
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_order(p_to => jsonb_populate_record(NULL::public.address, $1::jsonb)::public.destination, p_lines => CASE jsonb_typeof($2::jsonb) WHEN 'array' THEN ARRAY(SELECT jsonb_populate_record(NULL::public.order_line, NULLIF(e.value, 'null')) FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (value, place) ORDER BY e.place) END::public.order_line[]));
-- $1 = {"street":"nowhere"}
-- $2 = []

COMMIT;

-- round trip 34
ROLLBACK;

-- round trip 35
SELECT $1::text;
-- $1 = nowhere

-- round trip 36
SELECT jsonb_populate_record(NULL::public.address, $1::jsonb);
-- $1 = {"street":"nowhere"}
