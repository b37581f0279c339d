-- round trip 1
SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::uuid
LIMIT 2;
-- $1 = c81e728d-9d4c-2f63-6f06-7f89cc14862c
