CREATE TABLE tv_number (
    id int PRIMARY KEY, views int, small smallint, score double precision, ratio real, price numeric(10, 2), data jsonb
);
INSERT INTO tv_number VALUES
    (1, -2147483648, -32768, -1.5, -0.1, -0.01),
    (2, 0, 0, 0, 0, 0),
    (3, 9, 9, 0.1, 0.1, 0.10),
    (4, 10, 10, 1e20, 2.5, 1.50),
    (5, 2147483647, 32767, 1e-7, 3.25, 99999999.99),
    (6, NULL, NULL, NULL, NULL, NULL),
    (7, NULL, NULL, NULL, NULL, NULL);
UPDATE tv_number AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_number SET data = '{"id": 7}' WHERE id = 7;
CREATE VIEW v_number AS SELECT id, data FROM tv_number;
