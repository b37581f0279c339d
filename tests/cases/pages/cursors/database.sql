CREATE TYPE event_kind AS ENUM ('small', 'large');
CREATE TABLE tv_event (
    id uuid PRIMARY KEY,
    kind event_kind NOT NULL,
    size int NOT NULL,
    at timestamptz,
    data jsonb NOT NULL
);
INSERT INTO tv_event
SELECT id, kind, size, at, jsonb_build_object('id', id, 'kind', kind, 'size', size, 'at', at, 'price', price, 'title', title)
FROM (
    SELECT
        ('00000000-0000-0000-0000-00000000000' || n)::uuid AS id,
        (ARRAY['small', 'large']::event_kind[])[1 + n % 2] AS kind,
        n % 3 AS size,
        CASE WHEN n <> 4 THEN '2026-01-01T00:00:00.000001Z'::timestamptz + n % 2 * interval '1 microsecond' END AS at,
        CASE WHEN n < 5 THEN 0.10 + n END AS price,
        (ARRAY['a', NULL])[1 + n % 2] AS title
    FROM generate_series(1, 6) AS n
) AS events;
