CREATE TABLE tv_row (id int PRIMARY KEY, address inet, network cidr, gateway cidr, data jsonb);
INSERT INTO tv_row VALUES
    (1, '10.0.0.1', '10.0.0.0/8', '10.0.0.1/32'),
    (2, '10.0.0.1/24', '10.0.0.0/16', '10.0.0.0/8'),
    (3, '10.0.0.0/8', '192.168.0.0/24', '192.168.0.1/32'),
    (4, '192.168.0.1', '0.0.0.0/0', '0.0.0.0/0'),
    (5, '2001:db8::1', '2001:db8::/32', '2001:db8::/32'),
    (6, NULL, NULL, NULL),
    (7, NULL, NULL, NULL);
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_row SET data = '{"id": 7}' WHERE id = 7;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
