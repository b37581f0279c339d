-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_create_post(p_title => $1::text, p_author_name => $2::text)::text, TRUE);
-- $1 = “Quotes” " ' \ 100% $1 🐘

-- $2 = O'Brien

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::uuid;

COMMIT;
