CREATE TYPE status AS ENUM ('new', 'paid', 'lost');
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE tb_order (
    id uuid NOT NULL, serial int NOT NULL, price numeric NOT NULL, weight float8, size int NOT NULL, total int8 NOT NULL,
    at timestamptz NOT NULL, open bool NOT NULL, note text NOT NULL, status status NOT NULL, state state NOT NULL
);
CREATE VIEW v_order AS
SELECT o.id, jsonb_build_object(
    'id', o.id,
    'price', o.price,
    'weight', coalesce(o.weight, 0),
    'number', o.price,
    'key', o.price * 2,
    'average', (SELECT avg(p.size) FROM tb_order p),
    'at', o.size,
    'day', o.open,
    'tenant', o.id,
    'status', o.status,
    'kind', 'gone'
) AS data
FROM tb_order o;
CREATE VIEW v_fine AS
SELECT o.id, jsonb_build_object(
    'id', o.id,
    'count', (SELECT count(*) FROM tb_order p),
    'sum', (SELECT sum(p.total) FROM tb_order p),
    'big', o.total,
    'rounded', round(o.price),
    'year', extract(year FROM o.at),
    'serial', o.serial,
    'text', o.size,
    'flag', o.open,
    'price', o.price,
    'ratio', o.price,
    'whole', o.size,
    'key', o.total,
    'written', o.note,
    'status', o.state,
    'constant', 'paid',
    'free', o.note,
    'named', o.status
) AS data
FROM tb_order o;
