CREATE TABLE tv_report (id uuid PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_report
SELECT md5(n::text)::uuid, jsonb_build_object('id', n, 'title', 'title ' || n, 'body', repeat('0123456789', 15000))
FROM generate_series(1, 20) AS n;
CREATE TABLE tv_scan AS SELECT id AS key, data FROM tv_report;
ANALYZE tv_report, tv_scan;
