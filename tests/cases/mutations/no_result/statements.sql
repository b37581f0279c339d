-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(TRUE)
FROM public.fn_touch(p_id => $1::int4) AS t;
-- $1 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(TRUE)
FROM public.fn_touch(p_id => $1::int4) AS t;
-- $1 = 2

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT NULL::jsonb
FROM public.fn_touch(p_id => $1::int4) AS t;
-- $1 = 3

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(TRUE)
FROM public.fn_touch(p_id => $1::int4) AS t;
-- $1 = -1

COMMIT;
