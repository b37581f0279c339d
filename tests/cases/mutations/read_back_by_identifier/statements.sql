-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', app."Create Post"(title => $1::text)::text, TRUE);
-- $1 = It's a "title"

SELECT t.doc
FROM app.v_post AS t
WHERE t.slug = NULLIF(current_setting('fraiseql.result', TRUE), '')::text;

COMMIT;
