-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_set_mood(p_id => $1::int4, p_mood => $2::public.mood, p_word => $3::text)::text, TRUE);
-- $1 = 1
-- $2 = happy
-- $3 = meh!

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_set_mood(p_id => $1::int4, p_mood => $2::public.mood, p_word => $3::text)::text, TRUE);
-- $1 = 1
-- $2 = meh!
-- $3 = meh!

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_set_mood(p_id => $1::int4, p_mood => $2::public.mood, p_word => $3::text)::text, TRUE);
-- $1 = 1
-- $2 = meh!
-- $3 = NULL

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_set_mood(p_id => $1::int4, p_mood => $2::public.mood, p_word => $3::text)::text, TRUE);
-- $1 = 1
-- $2 = NULL
-- $3 = NULL

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
