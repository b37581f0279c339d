-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4, p_name => $2::text));
-- $1 = 1
-- $2 = a

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4, p_name => $2::text));
-- $1 = 2
-- $2 = a

COMMIT;

-- round trip 3
ROLLBACK;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4, p_name => $2::text));
-- $1 = 3
-- $2 = secret

COMMIT;

-- round trip 5
ROLLBACK;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4, p_name => $2::text));
-- $1 = 4
-- $2 = NULL

COMMIT;

-- round trip 7
ROLLBACK;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4, p_name => $2::text));
-- $1 = 2
-- $2 = b

COMMIT;
