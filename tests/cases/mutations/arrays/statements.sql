-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = {"a","b,c","d\"e","f\\g","{}","NULL","null",""," ","é🐘",NULL,"it's
"}

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = {"NULL","\"","\\",NULL,"a b"}

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = {"x",NULL}

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = {}

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = NULL

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = NULL

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_ints(p_values => $1::int4[]));
-- $1 = {"7"}

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_ints(p_values => $1::int4[]));
-- $1 = {"1","-2","3"}

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_uuids(p_values => $1::uuid[]));
-- $1 = {"aaaaaaaa-0000-0000-0000-000000000001"}

COMMIT;

-- round trip 10
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_numerics(p_values => $1::numeric[]));
-- $1 = {"9007199254740993.10","0.1",NULL}

COMMIT;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_moods(p_values => $1::public.mood[]));
-- $1 = {"happy",NULL,"meh"}

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_texts(p_values => $1::text[]));
-- $1 = {"meh","happy"}

COMMIT;

-- round trip 13
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_times(p_values => $1::timestamptz[]));
-- $1 = {"2026-01-31T12:00:00+02:00"}

COMMIT;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_bools(p_values => $1::bool[]));
-- $1 = {"true",NULL,"false"}

COMMIT;

-- round trip 15
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_jsons(p_values => $1::jsonb[]));
-- $1 = {"{\"a\":[1]}","\"x\\\"y\"","5",NULL,"[]"}

COMMIT;

-- round trip 16
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_json(p_values => $1::jsonb));
-- $1 = [1,null]

COMMIT;

-- round trip 17
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_json(p_values => $1::jsonb));
-- $1 = [[1,null],null,[]]

COMMIT;
