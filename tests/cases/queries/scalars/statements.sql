-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.v_scalar AS t
ORDER BY t.id;

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.ref = ANY ($1::int8[])
ORDER BY t.id;
-- $1 = {"9007199254740993","9007199254740992"}

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'ref') = ANY ($1::text[])
ORDER BY t.id;
-- $1 = {"9007199254740993","9007199254740992"}

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.uuid = $1::uuid
ORDER BY t.id;
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'uuid')::uuid = $1::uuid
ORDER BY t.id;
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.uuid > $1::uuid
ORDER BY t.id;
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'uuid')::uuid > $1::uuid
ORDER BY t.id;
-- $1 = aaaaaaaa-0000-0000-0000-000000000001

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.big_int = $1::int8
ORDER BY t.id;
-- $1 = 9007199254740993

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'big_int')::int8 = $1::int8
ORDER BY t.id;
-- $1 = 9007199254740993

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.big_int = $1::int8
ORDER BY t.id;
-- $1 = 9007199254740993

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'big_int')::int8 = $1::int8
ORDER BY t.id;
-- $1 = 9007199254740993

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.big_int = ANY ($1::int8[])
ORDER BY t.id;
-- $1 = {"9007199254740992","9007199254740994"}

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'big_int')::int8 = ANY ($1::int8[])
ORDER BY t.id;
-- $1 = {"9007199254740992","9007199254740994"}

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.big_int <= $1::int8
ORDER BY t.id;
-- $1 = -9223372036854775808

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'big_int')::int8 <= $1::int8
ORDER BY t.id;
-- $1 = -9223372036854775808

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."decimal" = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345678

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'decimal')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345678

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."decimal" = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345678

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'decimal')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345678

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."decimal" = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345679

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'decimal')::numeric = $1::numeric
ORDER BY t.id;
-- $1 = 12345678901234567890.123456789012345679

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."decimal" = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"0.1000","0.1"}

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'decimal')::numeric = ANY ($1::numeric[])
ORDER BY t.id;
-- $1 = {"0.1000","0.1"}

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.date_time = $1::timestamptz
ORDER BY t.id;
-- $1 = 2026-01-31t14:00:00.123456+02:00

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'date_time')::timestamptz = $1::timestamptz
ORDER BY t.id;
-- $1 = 2026-01-31t14:00:00.123456+02:00

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.date_time < $1::timestamptz
ORDER BY t.id;
-- $1 = 2026-01-31T12:00:00.123457Z

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'date_time')::timestamptz < $1::timestamptz
ORDER BY t.id;
-- $1 = 2026-01-31T12:00:00.123457Z

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.local_date_time >= $1::timestamp
ORDER BY t.id;
-- $1 = 9999-12-31T23:59:59.999999

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'local_date_time')::timestamp >= $1::timestamp
ORDER BY t.id;
-- $1 = 9999-12-31T23:59:59.999999

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.date > $1::date
  AND t.date <= $2::date
ORDER BY t.id;
-- $1 = 0001-01-01
-- $2 = 2026-01-31

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'date')::date > $1::date
  AND (t.data ->> 'date')::date <= $2::date
ORDER BY t.id;
-- $1 = 0001-01-01
-- $2 = 2026-01-31

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."time" = ANY ($1::time[])
ORDER BY t.id;
-- $1 = {"12:30:00.500","00:00"}

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'time')::time = ANY ($1::time[])
ORDER BY t.id;
-- $1 = {"12:30:00.500","00:00"}

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.duration = $1::interval
ORDER BY t.id;
-- $1 = P14M3DT4H5M6.7S

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'duration')::interval = $1::interval
ORDER BY t.id;
-- $1 = P14M3DT4H5M6.7S

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.duration < $1::interval
ORDER BY t.id;
-- $1 = PT0S

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'duration')::interval < $1::interval
ORDER BY t.id;
-- $1 = PT0S

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.duration = $1::interval
ORDER BY t.id;
-- $1 = P-1DT-2H

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'duration')::interval = $1::interval
ORDER BY t.id;
-- $1 = P-1DT-2H

SELECT t.data
FROM public.tv_scalar AS t
WHERE NULLIF(t."json", 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'json') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_scalar AS t
WHERE (NULLIF(t."json", 'null') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_scalar AS t
WHERE ((t.data ->> 'json') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.ip_address = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'ip_address')::inet = $1::inet
ORDER BY t.id;
-- $1 = 10.0.0.1

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.ip_address = ANY ($1::inet[])
ORDER BY t.id;
-- $1 = {"2001:DB8:0::1/64"}

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'ip_address')::inet = ANY ($1::inet[])
ORDER BY t.id;
-- $1 = {"2001:DB8:0::1/64"}

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.ip_address < $1::inet
ORDER BY t.id;
-- $1 = 11.0.0.0

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'ip_address')::inet < $1::inet
ORDER BY t.id;
-- $1 = 11.0.0.0

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.cidr IS DISTINCT FROM $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'cidr')::cidr IS DISTINCT FROM $1::cidr
ORDER BY t.id;
-- $1 = 10.0.0.0/8

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.mac_address = $1::macaddr
ORDER BY t.id;
-- $1 = 08-00-2B-01-02-03

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'mac_address')::macaddr = $1::macaddr
ORDER BY t.id;
-- $1 = 08-00-2B-01-02-03

SELECT t.data
FROM public.tv_scalar AS t
WHERE t.mac_address > $1::macaddr
ORDER BY t.id;
-- $1 = 08:00:2b:01:02:03

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'mac_address')::macaddr > $1::macaddr
ORDER BY t.id;
-- $1 = 08:00:2b:01:02:03

COMMIT;
