-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_rename_post(p_id => $1::int4, p_title => $2::text));
-- $1 = 1
-- $2 = New

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_rename_post(p_id => $1::int4, p_title => $2::text));
-- $1 = 1
-- $2 = New

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_rename_post(p_id => $1::int4, p_title => $2::text));
-- $1 = 2
-- $2 = New

COMMIT;
