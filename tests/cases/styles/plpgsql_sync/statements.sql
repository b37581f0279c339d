-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_order(p_customer => $1::text, p_sku => $2::text, p_quantity => $3::int4, p_price => $4::numeric)::text, TRUE);
-- $1 = Ada
-- $2 = tea
-- $3 = 2
-- $4 = 3.50

SELECT t.data
FROM public.tv_order AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
