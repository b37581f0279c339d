-- round trip 1
SELECT to_jsonb(t.*)
FROM public.tv_user AS t
WHERE $1::text IS NOT NULL
  AND t.id = $2::int4
ORDER BY t.id;
-- $1 = NULL
-- $2 = NULL
