-- round trip 1
SELECT t."Document"
FROM public."UserView" AS t
WHERE (t."Document" ->> 'fullName') LIKE $1::text
ORDER BY (t."Document" ->> 'firstName') DESC, t."Id"
LIMIT $2::int8;
-- $1 = %o%
-- $2 = 10
