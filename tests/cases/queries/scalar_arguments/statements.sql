-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."int" = $1::int4
  AND t."float" = $2::float8
  AND t.string = $3::text
  AND t."boolean" = $4::bool
  AND t.ref = $5::uuid
  AND t.uuid = $6::uuid
  AND t.big_int = $7::int8
  AND t."decimal" = $8::numeric
  AND t.date_time = $9::timestamptz
  AND t.local_date_time = $10::timestamp
  AND t.date = $11::date
  AND t."time" = $12::time
  AND t.duration = $13::interval
  AND t.ip_address = $14::inet
  AND t.cidr = $15::cidr
  AND t.mac_address = $16::macaddr
ORDER BY t.id;
-- $1 = 1
-- $2 = 0.1
-- $3 = é " \ %
-- $4 = true
-- $5 = bbbbbbbb-0000-0000-0000-000000000001
-- $6 = aaaaaaaa-0000-0000-0000-000000000001
-- $7 = 9007199254740993
-- $8 = 12345678901234567890.123456789
-- $9 = 2026-01-31T12:00:00Z
-- $10 = 2026-01-31T12:00:00
-- $11 = 2026-01-31
-- $12 = 12:30:00
-- $13 = P1DT2H
-- $14 = 10.0.0.1/32
-- $15 = 10.0.0.0/8
-- $16 = 08:00:2b:01:02:03

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'int')::int4 = $1::int4
  AND (t.data ->> 'float')::float8 = $2::float8
  AND (t.data ->> 'string') = $3::text
  AND (t.data ->> 'boolean')::bool = $4::bool
  AND (t.data ->> 'ref') = $5::text
  AND (t.data ->> 'uuid')::uuid = $6::uuid
  AND (t.data ->> 'big_int')::int8 = $7::int8
  AND (t.data ->> 'decimal')::numeric = $8::numeric
  AND (t.data ->> 'date_time')::timestamptz = $9::timestamptz
  AND (t.data ->> 'local_date_time')::timestamp = $10::timestamp
  AND (t.data ->> 'date')::date = $11::date
  AND (t.data ->> 'time')::time = $12::time
  AND (t.data ->> 'duration')::interval = $13::interval
  AND (t.data ->> 'ip_address')::inet = $14::inet
  AND (t.data ->> 'cidr')::cidr = $15::cidr
  AND (t.data ->> 'mac_address')::macaddr = $16::macaddr
ORDER BY t.id;
-- $1 = 1
-- $2 = 0.1
-- $3 = é " \ %
-- $4 = true
-- $5 = bbbbbbbb-0000-0000-0000-000000000001
-- $6 = aaaaaaaa-0000-0000-0000-000000000001
-- $7 = 9007199254740993
-- $8 = 12345678901234567890.123456789
-- $9 = 2026-01-31T12:00:00Z
-- $10 = 2026-01-31T12:00:00
-- $11 = 2026-01-31
-- $12 = 12:30:00
-- $13 = P1DT2H
-- $14 = 10.0.0.1/32
-- $15 = 10.0.0.0/8
-- $16 = 08:00:2b:01:02:03

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."int" = $1::int4
  AND t."float" = $2::float8
  AND t.string = $3::text
  AND t."boolean" = $4::bool
  AND t.ref = $5::uuid
  AND t.uuid = $6::uuid
  AND t.big_int = $7::int8
  AND t."decimal" = $8::numeric
  AND t.date_time = $9::timestamptz
  AND t.local_date_time = $10::timestamp
  AND t.date = $11::date
  AND t."time" = $12::time
  AND t.duration = $13::interval
  AND t.ip_address = $14::inet
  AND t.cidr = $15::cidr
  AND t.mac_address = $16::macaddr
ORDER BY t.id;
-- $1 = 1
-- $2 = 0.1
-- $3 = é " \ %
-- $4 = true
-- $5 = bbbbbbbb-0000-0000-0000-000000000001
-- $6 = aaaaaaaa-0000-0000-0000-000000000001
-- $7 = 9007199254740993
-- $8 = 12345678901234567890.123456789
-- $9 = 2026-01-31 13:30+01:30
-- $10 = 2026-01-31 12:00
-- $11 = 2026-01-31
-- $12 = 12:30
-- $13 = PT26H
-- $14 = 10.0.0.1
-- $15 = 10.0.0.0/8
-- $16 = 08:00:2B:01:02:03

SELECT t.data
FROM public.tv_scalar AS t
WHERE t."int" IS NULL
  AND t."float" IS NULL
  AND t.string IS NULL
  AND t."boolean" IS NULL
  AND t.ref IS NULL
  AND t.uuid IS NULL
  AND t.big_int IS NULL
  AND t."decimal" IS NULL
  AND t.date_time IS NULL
  AND t.local_date_time IS NULL
  AND t.date IS NULL
  AND t."time" IS NULL
  AND t.duration IS NULL
  AND t.ip_address IS NULL
  AND t.cidr IS NULL
  AND t.mac_address IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_scalar AS t
WHERE (t.data ->> 'int') IS NULL
  AND (t.data ->> 'float') IS NULL
  AND (t.data ->> 'string') IS NULL
  AND (t.data ->> 'boolean') IS NULL
  AND (t.data ->> 'ref') IS NULL
  AND (t.data ->> 'uuid') IS NULL
  AND (t.data ->> 'big_int') IS NULL
  AND (t.data ->> 'decimal') IS NULL
  AND (t.data ->> 'date_time') IS NULL
  AND (t.data ->> 'local_date_time') IS NULL
  AND (t.data ->> 'date') IS NULL
  AND (t.data ->> 'time') IS NULL
  AND (t.data ->> 'duration') IS NULL
  AND (t.data ->> 'ip_address') IS NULL
  AND (t.data ->> 'cidr') IS NULL
  AND (t.data ->> 'mac_address') IS NULL
ORDER BY t.id;

COMMIT;
