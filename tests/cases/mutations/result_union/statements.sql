-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_sign_up(p_email => $1::text));
-- $1 = a@b

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_sign_up(p_email => $1::text));
-- $1 = a@b

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_sign_up(p_email => $1::text));
-- $1 = a

COMMIT;
