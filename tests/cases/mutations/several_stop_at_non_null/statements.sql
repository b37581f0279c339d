-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4));
-- $1 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_add(p_id => $1::int4));
-- $1 = 2

COMMIT;
