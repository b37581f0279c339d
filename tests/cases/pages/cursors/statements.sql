-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data, (SELECT (t.size >= $1::int4 AND (t.size > $1::int4 OR (t.kind <= $2::public.event_kind AND (t.kind < $2::public.event_kind OR t.id <= $3::uuid))))
FROM public.tv_event AS t
ORDER BY t.size DESC, t.kind ASC, t.id ASC
LIMIT 1)
FROM public.tv_event AS t
WHERE (t.size <= $1::int4 AND (t.size < $1::int4 OR (t.kind >= $2::public.event_kind AND (t.kind > $2::public.event_kind OR t.id > $3::uuid))))
ORDER BY t.size DESC, t.kind ASC, t.id ASC
LIMIT $4::int8;
-- $1 = 2
-- $2 = large
-- $3 = 00000000-0000-0000-0000-000000000005
-- $4 = 3

SELECT t.data, (SELECT (t.size, t.id) >= ($3::int4, $4::uuid)
FROM public.tv_event AS t
WHERE t.kind = ANY ($1::public.event_kind[])
  AND t.size < $2::int4
ORDER BY t.size DESC, t.id DESC
LIMIT 1)
FROM public.tv_event AS t
WHERE t.kind = ANY ($1::public.event_kind[])
  AND t.size < $2::int4
  AND (t.size, t.id) < ($3::int4, $4::uuid)
  AND (t.size, t.id) > ($5::int4, $6::uuid)
ORDER BY t.size DESC, t.id DESC
LIMIT $7::int8;
-- $1 = {"small","large"}
-- $2 = 9
-- $3 = 2
-- $4 = 00000000-0000-0000-0000-000000000005
-- $5 = 0
-- $6 = 00000000-0000-0000-0000-000000000006
-- $7 = 3

SELECT count(*)
FROM public.tv_event AS t
WHERE t.kind = ANY ($1::public.event_kind[])
  AND t.size < $2::int4;
-- $1 = {"small","large"}
-- $2 = 9

SELECT t.data, (SELECT (t.size, t.id) <= ($1::int4, $2::uuid)
FROM public.tv_event AS t
ORDER BY t.size ASC, t.id ASC
LIMIT 1)
FROM public.tv_event AS t
WHERE (t.size, t.id) > ($1::int4, $2::uuid)
ORDER BY t.size ASC, t.id ASC
LIMIT $3::int8;
-- $1 = 0
-- $2 = 00000000-0000-0000-0000-000000000006
-- $3 = 3

SELECT t.data, (SELECT (t.at <= $1::timestamptz AND (t.at < $1::timestamptz OR ((t.data ->> 'title') IS NOT NULL OR ((t.data ->> 'price')::numeric < $2::numeric OR (t.data ->> 'price')::numeric IS NULL OR ((t.data ->> 'price')::numeric = $2::numeric AND t.id <= $3::uuid)))))
FROM public.tv_event AS t
ORDER BY t.at ASC, (t.data ->> 'title') DESC NULLS LAST, (t.data ->> 'price')::numeric ASC NULLS FIRST, t.id ASC
LIMIT 1)
FROM public.tv_event AS t
WHERE (t.at > $1::timestamptz OR t.at IS NULL OR (t.at = $1::timestamptz AND ((t.data ->> 'title') IS NULL AND ((t.data ->> 'price')::numeric >= $2::numeric AND ((t.data ->> 'price')::numeric > $2::numeric OR t.id > $3::uuid)))))
ORDER BY t.at ASC, (t.data ->> 'title') DESC NULLS LAST, (t.data ->> 'price')::numeric ASC NULLS FIRST, t.id ASC
LIMIT $4::int8;
-- $1 = 2026-01-01 00:00:00.000002+00
-- $2 = 1.10
-- $3 = 00000000-0000-0000-0000-000000000001
-- $4 = 10

SELECT t.data, (SELECT (t.at <= $1::timestamptz AND (t.at < $1::timestamptz OR ((t.data ->> 'title') >= $2::text AND ((t.data ->> 'title') > $2::text OR ((t.data ->> 'price')::numeric IS NULL AND t.id <= $3::uuid)))))
FROM public.tv_event AS t
ORDER BY t.at ASC, (t.data ->> 'title') DESC NULLS LAST, (t.data ->> 'price')::numeric ASC NULLS FIRST, t.id ASC
LIMIT 1)
FROM public.tv_event AS t
WHERE (t.at > $1::timestamptz OR t.at IS NULL OR (t.at = $1::timestamptz AND ((t.data ->> 'title') < $2::text OR (t.data ->> 'title') IS NULL OR ((t.data ->> 'title') = $2::text AND ((t.data ->> 'price')::numeric IS NOT NULL OR t.id > $3::uuid)))))
ORDER BY t.at ASC, (t.data ->> 'title') DESC NULLS LAST, (t.data ->> 'price')::numeric ASC NULLS FIRST, t.id ASC
LIMIT $4::int8;
-- $1 = 2026-01-01 00:00:00.000001+00
-- $2 = a
-- $3 = 00000000-0000-0000-0000-000000000006
-- $4 = 3

SELECT t.data, (SELECT (t.at IS NULL AND ((t.data ->> 'title') < $1::text OR (t.data ->> 'title') IS NULL OR ((t.data ->> 'title') = $1::text AND ((t.data ->> 'price')::numeric >= $2::numeric AND ((t.data ->> 'price')::numeric > $2::numeric OR t.id >= $3::uuid)))))
FROM public.tv_event AS t
ORDER BY t.at DESC, (t.data ->> 'title') ASC NULLS FIRST, (t.data ->> 'price')::numeric DESC NULLS LAST, t.id DESC
LIMIT 1)
FROM public.tv_event AS t
WHERE (t.at IS NOT NULL OR ((t.data ->> 'title') >= $1::text AND ((t.data ->> 'title') > $1::text OR ((t.data ->> 'price')::numeric < $2::numeric OR (t.data ->> 'price')::numeric IS NULL OR ((t.data ->> 'price')::numeric = $2::numeric AND t.id < $3::uuid)))))
ORDER BY t.at DESC, (t.data ->> 'title') ASC NULLS FIRST, (t.data ->> 'price')::numeric DESC NULLS LAST, t.id DESC
LIMIT $4::int8;
-- $1 = a
-- $2 = 4.10
-- $3 = 00000000-0000-0000-0000-000000000004
-- $4 = 3

COMMIT;
