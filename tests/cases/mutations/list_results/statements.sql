-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', ARRAY(SELECT public.fn_set(p_ids => $1::int4[]))::text, TRUE);
-- $1 = {"3","9","1","3"}

SELECT t.data
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_post AS t
  ON t.id = k.value
ORDER BY k.place;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_array(p_ids => $1::int4[])::text, TRUE);
-- $1 = {"2","1"}

SELECT t.data
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_post AS t
  ON t.id = k.value
ORDER BY k.place;

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_array(p_ids => $1::int4[])::text, TRUE);
-- $1 = {}

SELECT t.data
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_post AS t
  ON t.id = k.value
ORDER BY k.place;

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_array(p_ids => $1::int4[])::text, TRUE);
-- $1 = {"9"}

SELECT t.data
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_post AS t
  ON t.id = k.value
ORDER BY k.place;

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_words(p_text => $1::text));
-- $1 = a - b

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_words(p_text => $1::text));
-- $1 = NULL

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(t.*)
FROM public.fn_numbers(p_most => $1::int4) AS t;
-- $1 = 3

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(t.*)
FROM public.fn_moods() AS t;

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_grid());

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_words(p_text => $1::text));
-- $1 = -

COMMIT;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_words(p_text => $1::text));
-- $1 = NULL

COMMIT;
