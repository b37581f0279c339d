-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = five
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_write_at(at => $1::timestamptz)::text, TRUE);
-- $1 = never

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = five

COMMIT;

-- round trip 2
ROLLBACK;

-- round trip 3
SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = five

-- round trip 4
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = five
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_create_note(p_body => $1::text, p_author_id => $2::int4)::text, TRUE);
-- $1 = open
-- $2 = NULL

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = five

COMMIT;

-- round trip 5
ROLLBACK;

-- round trip 6
SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = five
