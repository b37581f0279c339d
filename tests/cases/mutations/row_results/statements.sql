-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(t.*)
FROM public.fn_outs() AS t;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_composite(p_null => $1::bool));
-- $1 = false

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_composite());

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_composite());

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(t.*)
FROM public.fn_days() AS t;

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_sizes());

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT t.data
FROM public.fn_post(p_id => $1::int4) AS t;
-- $1 = 1

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT t.data
FROM public.fn_post(p_id => $1::int4) AS t;
-- $1 = 9

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT t.data
FROM public.fn_posts() AS t;

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_document());

COMMIT;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_documents());

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT to_jsonb(t.*)
FROM public.fn_document_set() AS t;

COMMIT;

-- round trip 13
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_document());

COMMIT;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_composite());

COMMIT;
