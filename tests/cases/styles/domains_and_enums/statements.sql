-- round trip 1
SELECT t.data
FROM public.tv_person AS t
WHERE t.mood = ANY ($1::public.mood[])
ORDER BY t.mood DESC, t.id
LIMIT $2::int8;
-- $1 = {"fine","very_happy","sad"}
-- $2 = 10
