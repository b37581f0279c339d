-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1,"b":[1,2]}

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1,"b":[1,2]}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = {"b":[1,2],"a":1.0}

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = {"b":[1,2],"a":1.0}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'meta') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (NULLIF(t.meta, 'null') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'meta') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = "a"

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = "a"

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = false

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = false

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = 12345678901234567890.5

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = 12345678901234567890.5

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = []

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = []

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') IS DISTINCT FROM $1::jsonb
ORDER BY t.id;
-- $1 = [1,2]

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') IS DISTINCT FROM $1::jsonb
ORDER BY t.id;
-- $1 = [1,2]

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = ANY ($1::jsonb[])
ORDER BY t.id;
-- $1 = {"[1,2]","\"a\"","{}"}

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = ANY ($1::jsonb[])
ORDER BY t.id;
-- $1 = {"[1,2]","\"a\"","{}"}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') = ANY ($1::jsonb[])
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') = ANY ($1::jsonb[])
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE (NULLIF(t.meta, 'null') = ANY ($1::jsonb[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"[1,2]","\"a\""}

SELECT t.data
FROM public.v_row AS t
WHERE (NULLIF((t.data -> 'meta'), 'null') = ANY ($1::jsonb[])) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"[1,2]","\"a\""}

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta @> $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') @> $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1}

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta @> $1::jsonb
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') @> $1::jsonb
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta @> $1::jsonb
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') @> $1::jsonb
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta @> $1::jsonb
ORDER BY t.id;
-- $1 = [null]

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') @> $1::jsonb
ORDER BY t.id;
-- $1 = [null]

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') <@ $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1,"b":[1,2,3],"c":null}

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') <@ $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1,"b":[1,2,3],"c":null}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') <@ $1::jsonb
ORDER BY t.id;
-- $1 = [1,2,"a",null]

SELECT t.data
FROM public.v_row AS t
WHERE NULLIF((t.data -> 'meta'), 'null') <@ $1::jsonb
ORDER BY t.id;
-- $1 = [1,2,"a",null]

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta ? $1::text
ORDER BY t.id;
-- $1 = a

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') ? $1::text
ORDER BY t.id;
-- $1 = a

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta ? $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') ? $1::text
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta ?| $1::text[]
ORDER BY t.id;
-- $1 = {"b","x"}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') ?| $1::text[]
ORDER BY t.id;
-- $1 = {"b","x"}

SELECT t.data
FROM public.tv_row AS t
WHERE t.meta ?| $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE (t.data -> 'meta') ?| $1::text[]
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.meta ?& $1::text[] AND t.meta <> 'null')
ORDER BY t.id;
-- $1 = {"a","b"}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data -> 'meta') ?& $1::text[] AND (t.data -> 'meta') <> 'null')
ORDER BY t.id;
-- $1 = {"a","b"}

SELECT t.data
FROM public.tv_row AS t
WHERE (t.meta ?& $1::text[] AND t.meta <> 'null')
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data -> 'meta') ?& $1::text[] AND (t.data -> 'meta') <> 'null')
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.tv_row AS t
WHERE NULLIF(t.meta, 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE (t.data ->> 'meta') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (NULLIF(t.meta, 'null') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data ->> 'meta') IS NULL) IS NOT TRUE
ORDER BY t.id;

SELECT t.data
FROM public.tv_row AS t
WHERE (t.meta @> $1::jsonb) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a":1}

SELECT t.data
FROM public.v_row AS t
WHERE ((t.data -> 'meta') @> $1::jsonb) IS NOT TRUE
ORDER BY t.id;
-- $1 = {"a":1}

SELECT t.data
FROM public.tv_row AS t
WHERE ((t.meta ?& $1::text[] AND t.meta <> 'null')) IS NOT TRUE
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_row AS t
WHERE (((t.data -> 'meta') ?& $1::text[] AND (t.data -> 'meta') <> 'null')) IS NOT TRUE
ORDER BY t.id;
-- $1 = {}

SELECT t.data
FROM public.v_text AS t
WHERE NULLIF(t.meta::jsonb, 'null') = $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1,"b":[1,2]}

SELECT t.data
FROM public.v_text AS t
WHERE NULLIF(t.meta::jsonb, 'null') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.v_text AS t
WHERE t.meta::jsonb @> $1::jsonb
ORDER BY t.id;
-- $1 = {"a":1}

SELECT t.data
FROM public.v_text AS t
WHERE (t.meta::jsonb ?& $1::text[] AND t.meta::jsonb <> 'null')
ORDER BY t.id;
-- $1 = {}

COMMIT;
