-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_c => $1::text));
-- $1 = from the schema

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_a => $1::text, p_b => $2::int4, p_c => $3::text));
-- $1 = NULL
-- $2 = NULL
-- $3 = NULL

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_b => $1::int4, p_c => $2::text));
-- $1 = 1
-- $2 = from the schema

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_c => $1::text));
-- $1 = from the schema

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_a => $1::text, p_c => $2::text));
-- $1 = NULL
-- $2 = NULL

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain());

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain());

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain());

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_c => $1::text));
-- $1 = from the schema

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_a => $1::text, p_b => $2::int4, p_c => $3::text));
-- $1 = NULL
-- $2 = NULL
-- $3 = NULL

COMMIT;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_c => $1::text));
-- $1 = from the schema

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_a => $1::text, p_c => $2::text));
-- $1 = NULL
-- $2 = NULL

COMMIT;

-- round trip 13
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_plain(p_b => $1::int4, p_c => $2::text));
-- $1 = NULL
-- $2 = from the schema

COMMIT;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_required(p_a => $1::text));
-- $1 = NULL

COMMIT;

-- round trip 15
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_required(p_a => $1::text));
-- $1 = NULL

COMMIT;

-- round trip 16
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_exact(a => $1::text));
-- $1 = of a

COMMIT;
