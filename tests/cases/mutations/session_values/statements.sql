-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_create_note(p_body => $1::text, p_meta => $2::jsonb, p_author_id => $3::int4)::text, TRUE);
-- $1 = mine
-- $2 = {"tags":[{"name":"a","by":7},{"name":"b","by":7}],"by":"ann"}
-- $3 = 5

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_create_note(p_body => $1::text, p_meta => $2::jsonb, p_author_id => $3::int4)::text, TRUE);
-- $1 = v
-- $2 = {"tags":null,"by":"ann"}
-- $3 = 5

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_create_note(p_body => $1::text, p_author_id => $2::int4)::text, TRUE);
-- $1 = nobody's
-- $2 = NULL

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_create_note(p_body => $1::text, p_author_id => $2::int4)::text, TRUE);
-- $1 = open
-- $2 = NULL

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT set_config('fraiseql.result', public.fn_write_at(at => $1::timestamptz)::text, TRUE);
-- $1 = never

SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

COMMIT;

-- round trip 6
ROLLBACK;

-- round trip 7
SELECT to_jsonb(t.*)
FROM public.tv_note AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4
  AND (t.author_id = $1::int4 OR t.body = 'open'::text);
-- $1 = 5

-- round trip 8
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT to_jsonb(public.fn_store(meta => $1::jsonb));
-- $1 = [{"tags":[],"by":"ann"},null]

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT to_jsonb(public.fn_store(meta => $1::jsonb));
-- $1 = NULL

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true);
-- $1 = app.user_id
-- $2 = 5
-- $3 = app.name
-- $4 = ann

SELECT to_jsonb(public.fn_store(meta => $1::jsonb));
-- $1 = NULL

COMMIT;
