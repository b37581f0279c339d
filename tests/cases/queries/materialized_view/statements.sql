-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM stats.mv_stat AS t
ORDER BY t.name;

SELECT t.data
FROM stats.mv_stat AS t
WHERE (t.data ->> 'posts')::int4 > $1::int4
ORDER BY t.name;
-- $1 = 1

SELECT t.data
FROM stats.mv_stat AS t
WHERE t.name = $1::text
LIMIT 2;
-- $1 = a

COMMIT;
