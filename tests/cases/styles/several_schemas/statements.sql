-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', api.create_user(p_id => $1::uuid, p_name => $2::text)::text, TRUE);
-- $1 = 00000000-0000-0000-0000-000000000002
-- $2 = Grace

SELECT t.data
FROM read.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', api.rename_user(p_id => $1::uuid, p_name => $2::text)::text, TRUE);
-- $1 = 00000000-0000-0000-0000-000000000001
-- $2 = Ada L.

SELECT t.data
FROM read.tv_user AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
