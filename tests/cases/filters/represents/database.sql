-- Custom scalars of a number, an enum, a domain and a range; in columns, in the document, and in lists.
CREATE SCHEMA app;
CREATE TYPE app.size AS ENUM ('small', 'medium', 'large');
CREATE DOMAIN app.percent AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE tv_row (
    id int PRIMARY KEY, price numeric, size app.size, share app.percent, span int4range, active bool, prices numeric[],
    data jsonb
);
INSERT INTO tv_row VALUES
    (1, 1.50, 'small', 10, '[1,5)', true, '{1.5,2}'),
    (2, 12345678901234567890.123, 'large', 100, '[5,9)', false, '{}'),
    (3, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, 10, 'medium', 0, 'empty', true, '{10,NULL}');
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
