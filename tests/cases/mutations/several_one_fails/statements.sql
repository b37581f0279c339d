-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_create_post(p_id => $1::int4, p_title => $2::text)::text, TRUE);
-- $1 = 1
-- $2 = one

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_create_post(p_id => $1::int4, p_title => $2::text)::text, TRUE);
-- $1 = 2
-- $2 = 

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 3
ROLLBACK;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_create_post(p_id => $1::int4, p_title => $2::text)::text, TRUE);
-- $1 = 2
-- $2 = two

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
