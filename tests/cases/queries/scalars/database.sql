SET timezone TO 'UTC';
SET intervalstyle TO 'iso_8601';
CREATE TABLE tv_scalar (
    id int PRIMARY KEY, int int, float double precision, string text, boolean boolean, ref bigint, uuid uuid,
    big_int bigint, decimal numeric, date_time timestamptz, local_date_time timestamp, date date, time time,
    duration interval, json jsonb, ip_address inet, cidr cidr, mac_address macaddr, data jsonb
);
INSERT INTO tv_scalar VALUES
    (
        1, 1, 0.1, 'é', true, 9007199254740993, 'aaaaaaaa-0000-0000-0000-000000000001',
        9007199254740993, 12345678901234567890.123456789012345678, '2026-01-31T12:00:00.123456Z', '2026-01-31T12:00:00', '2026-01-31', '12:30:00.5',
        'P1Y2M3DT4H5M6.7S', '{"a": [1, null, "x\\y"], "B": 1.50}', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03'
    ),
    (
        2, -1, -1e300, '', false, 9007199254740992, 'aaaaaaaa-0000-0000-0000-000000000002',
        -9223372036854775808, 0.10, '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999', '0001-01-01', '00:00:00',
        'P-1DT-2H', '"null"', '2001:db8::1/64', '2001:db8::/32', 'ff:ff:ff:ff:ff:ff'
    );
INSERT INTO tv_scalar (id, json) VALUES (3, 'null'), (4, NULL);
UPDATE tv_scalar AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_scalar SET data = '{"id": 4}' WHERE id = 4;
CREATE VIEW v_scalar AS SELECT id, data FROM tv_scalar;
