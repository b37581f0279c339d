-- Networks, arrays, JSON inside JSON, exact numbers, intervals and dates.
CREATE TABLE tb_host (
    id uuid PRIMARY KEY, address inet NOT NULL, network cidr, mac macaddr, ports integer[] NOT NULL, weight numeric(20, 10),
    serial bigint NOT NULL, uptime interval, settings jsonb NOT NULL DEFAULT '{}', ratio double precision NOT NULL,
    checked_on date, checked_at time, local timestamp
);
INSERT INTO tb_host VALUES ('00000000-0000-0000-0000-000000000001', '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', '{80,443}',
    1.5, 9007199254740993, '1 day 02:00', '{"a": [1, null]}', 0.25, '2026-01-01', '12:30', '2026-01-01 12:30');
CREATE VIEW v_host AS
SELECT id, address, jsonb_build_object(
    'id', id, 'address', address, 'network', network, 'mac', mac, 'ports', ports, 'weight', weight, 'serial', serial,
    'settings', settings, 'ratio', ratio, 'checked_on', checked_on, 'checked_at', checked_at, 'local', local,
    'open', 443 = ANY (ports), 'first_port', ports[1]
) AS data FROM tb_host;
