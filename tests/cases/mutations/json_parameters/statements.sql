-- round trip 1
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_as_jsonb(p_input => $1::jsonb)::text, TRUE);
-- $1 = {"customer_name":"it's \"me\" \\ 🐘","Free Text":null,"lines":[{"article_id":9007199254740993,"quantity":2,"price":0.10},{"article_id":2,"quantity":1}],"mood":"meh","extra":{"camelCase":{"stays":[true,null]}},"when":"2026-01-31T12:00:00+02:00"}

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_as_json(input => $1::json)::text, TRUE);
-- $1 = {"customer_name":"a","lines":[{"article_id":9007199254740993,"price":12345678901234567890.10,"quantity":1}],"mood":"meh","extra":{"aB":[null,1.50]}}

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_as_json(input => $1::json)::text, TRUE);
-- $1 = NULL

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_as_json(input => $1::json)::text, TRUE);
-- $1 = NULL

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_lines(p_lines => $1::jsonb)::text, TRUE);
-- $1 = [{"article_id":1,"quantity":1},{"article_id":2,"quantity":3}]

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_lines(p_lines => $1::jsonb)::text, TRUE);
-- $1 = [{"article_id":1,"quantity":1}]

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_lines(p_lines => $1::jsonb)::text, TRUE);
-- $1 = []

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT set_config('fraiseql.result', public.fn_part(customer_name => $1::text, "Free Text" => $2::text, lines => $3::jsonb, mood => $4::text)::text, TRUE);
-- $1 = b
-- $2 = NULL
-- $3 = []
-- $4 = happy

SELECT t.data
FROM public.tb_log AS t
WHERE t.id = NULLIF(current_setting('fraiseql.result', TRUE), '')::int4;

COMMIT;
