-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_say(p_message => $1::text));
-- $1 = The title must not be empty.

COMMIT;

-- round trip 2
ROLLBACK;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_say(p_message => $1::text, p_detail => $2::text, p_hint => $3::text, p_code => $4::text));
-- $1 = “Quoted” "é" % 🐘
-- $2 = The detail.
-- $3 = The hint.
-- $4 = BLOG1

COMMIT;

-- round trip 4
ROLLBACK;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_say(p_message => $1::text, p_code => $2::text));
-- $1 = No such post.
-- $2 = P0002

COMMIT;

-- round trip 6
ROLLBACK;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_say(p_message => $1::text, p_code => $2::text));
-- $1 = Another post has the slug.
-- $2 = 23505

COMMIT;

-- round trip 8
ROLLBACK;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_say_it(p_message => $1::text));
-- $1 = From within.

COMMIT;

-- round trip 10
ROLLBACK;

-- round trip 11
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_require(p_value => $1::int4));
-- $1 = 2

COMMIT;

-- round trip 12
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_require(p_value => $1::int4));
-- $1 = 0

COMMIT;

-- round trip 13
ROLLBACK;

-- round trip 14
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_require(p_value => $1::int4));
-- $1 = 1

COMMIT;
