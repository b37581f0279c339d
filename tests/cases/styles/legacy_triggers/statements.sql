-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.add_item(label => $1::text)::text, TRUE);
-- $1 = bolt

SELECT t.data
FROM public.item_view AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
