-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_int(p_small => $1::int2, p_big => $2::int8, p_exact => $3::numeric, p_real => $4::float4, p_wide => $5::float8));
-- $1 = -32768
-- $2 = 2147483647
-- $3 = 5
-- $4 = 7
-- $5 = -1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_float(p_real => $1::float4, p_exact => $2::numeric));
-- $1 = 0.1
-- $2 = 1e-07

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_id(p_number => $1::int8, p_text => $2::varchar));
-- $1 = 9007199254740993
-- $2 = 7

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_text(p_email => $1::public.email, p_code => $2::bpchar, p_name => $3::name, p_short => $4::varchar));
-- $1 = a@b
-- $2 = ab
-- $3 = n
-- $4 = abc

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_text(p_email => $1::public.email, p_code => $2::bpchar, p_name => $3::name, p_short => $4::varchar));
-- $1 = not an address
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL

COMMIT;

-- round trip 6
ROLLBACK;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_big(p_small => $1::int4, p_exact => $2::numeric));
-- $1 = 2147483647
-- $2 = 1E+2

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_mood(p_mood => $1::public.some_mood, p_word => $2::text));
-- $1 = sad
-- $2 = happy

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_address(p_range => $1::inet, p_network => $2::cidr));
-- $1 = 10.0.0.1/8
-- $2 = 2001:db8::/32

COMMIT;
