-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_int(value => $1::int4));
-- $1 = -2147483648

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_float(value => $1::float8));
-- $1 = 1e-07

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_text(value => $1::text));
-- $1 = é " ' \ 🐘

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_text(value => $1::text));
-- $1 = 

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_bool(value => $1::bool));
-- $1 = false

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_uuid(value => $1::uuid));
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_uuid(value => $1::uuid));
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_bigint(value => $1::int8));
-- $1 = 9007199254740993

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_numeric(value => $1::numeric));
-- $1 = 12345678901234567890.123456789012345678

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_timestamptz(value => $1::timestamptz));
-- $1 = 2026-01-31T12:00:00.5+02:00

COMMIT;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_timestamp(value => $1::timestamp));
-- $1 = 2026-01-31 12:00

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_date(value => $1::date));
-- $1 = 2026-01-31

COMMIT;

-- round trip 13
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_time(value => $1::time));
-- $1 = 12:30

COMMIT;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_interval(value => $1::interval));
-- $1 = P1Y-2M3DT-4H

COMMIT;

-- round trip 15
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_jsonb(value => $1::jsonb));
-- $1 = {"b":[1,{"c":null}],"a":"x\"\\\n🐘","n":12345678901234567890}

COMMIT;

-- round trip 16
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_jsonb(value => $1::jsonb));
-- $1 = {"b":[1,{"c":null}],"a":"x","e":"ENUM","f":1.50}

COMMIT;

-- round trip 17
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_jsonb(value => $1::jsonb));
-- $1 = NULL

COMMIT;

-- round trip 18
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_jsonb(value => $1::jsonb));
-- $1 = NULL

COMMIT;

-- round trip 19
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_inet(value => $1::inet));
-- $1 = 2001:db8::1

COMMIT;

-- round trip 20
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_cidr(value => $1::cidr));
-- $1 = 10.0.0.0/8

COMMIT;

-- round trip 21
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_macaddr(value => $1::macaddr));
-- $1 = 08-00-2B-01-02-03

COMMIT;

-- round trip 22
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_mood(value => $1::public.mood));
-- $1 = so_so

COMMIT;

-- round trip 23
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_mood(value => $1::public.mood));
-- $1 = happy

COMMIT;

-- round trip 24
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_int(value => $1::int4));
-- $1 = NULL

COMMIT;

-- round trip 25
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_mood(value => $1::public.mood));
-- $1 = NULL

COMMIT;
