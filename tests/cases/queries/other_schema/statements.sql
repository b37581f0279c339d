-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t."The Document"
FROM "Blog".tv_post AS t
ORDER BY t."The Title" ASC, t.U&"Key \00241";

SELECT t."The Document"
FROM "Blog".tv_post AS t
WHERE t."The Title" = ANY ($1::text[])
  AND (t."The Document" ->> 'a''b') = $2::text
ORDER BY t.U&"Key \00241";
-- $1 = {"a","$1"}
-- $2 = $1

SELECT t."The Document"
FROM "Blog".tv_post AS t
WHERE t.U&"Key \00241" = $1::int4
ORDER BY t.U&"Key \00241";
-- $1 = 1

COMMIT;
