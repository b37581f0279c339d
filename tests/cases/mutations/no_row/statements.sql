-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_null()::text, TRUE);

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_unknown()::text, TRUE);

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_null());

COMMIT;
