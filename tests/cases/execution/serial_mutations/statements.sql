-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(n => $1::int4));
-- $1 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(n => $1::int4));
-- $1 = 10

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(n => $1::int4));
-- $1 = -1

COMMIT;

-- round trip 4
ROLLBACK;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(n => $1::int4));
-- $1 = 100

COMMIT;
