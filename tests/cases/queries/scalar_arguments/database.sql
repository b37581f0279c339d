SET timezone TO 'UTC';
SET intervalstyle TO 'iso_8601';
CREATE TABLE tv_scalar (
    id int PRIMARY KEY, int int, float double precision, string text, boolean boolean, ref uuid, uuid uuid,
    big_int bigint, decimal numeric, date_time timestamptz, local_date_time timestamp, date date, time time,
    duration interval, ip_address inet, cidr cidr, mac_address macaddr, data jsonb
);
INSERT INTO tv_scalar VALUES
    (
        1, 1, 0.1, 'é " \ %', true, 'bbbbbbbb-0000-0000-0000-000000000001', 'aaaaaaaa-0000-0000-0000-000000000001',
        9007199254740993, 12345678901234567890.1234567890, '2026-01-31T12:00:00Z', '2026-01-31T12:00:00', '2026-01-31', '12:30',
        'P1DT2H', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03'
    );
INSERT INTO tv_scalar (id) VALUES (2);
UPDATE tv_scalar AS t SET data = to_jsonb(t) - 'data';
CREATE VIEW v_scalar AS SELECT id, data FROM tv_scalar;
