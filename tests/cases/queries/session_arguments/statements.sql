-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true), set_config($7::text, $8::text, true), set_config($9::text, $10::text, true), set_config($11::text, $12::text, true), set_config($13::text, $14::text, true), set_config($15::text, $16::text, true), set_config($17::text, $18::text, true);
-- $1 = app.user_id
-- $2 = 1
-- $3 = app.flag
-- $4 = true
-- $5 = app.score
-- $6 = 1.5
-- $7 = app.role
-- $8 = ADMIN
-- $9 = app.big
-- $10 = 9223372036854775807
-- $11 = app.bad
-- $12 = x
-- $13 = app.underlined
-- $14 = 1_0
-- $15 = app.stored
-- $16 = admin
-- $17 = app.foreign
-- $18 = ١

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
  AND t.name = $2::text
LIMIT 2;
-- $1 = 1
-- $2 = a

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
  AND t.name = $2::text
LIMIT 2;
-- $1 = 1
-- $2 = b

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 1
-- $2 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id;
-- $1 = 2

SELECT t.data
FROM public.tv_post AS t
WHERE t.flag = $1::bool
  AND t.score = $2::float8
  AND t.role = $3::text
  AND t.big = $4::int8
ORDER BY t.id;
-- $1 = true
-- $2 = 1.5
-- $3 = admin
-- $4 = 9223372036854775807

SELECT t.data
FROM public.tv_post AS t
WHERE t.moment = $1::timestamptz
ORDER BY t.id;
-- $1 = x

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = $1::int4;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.author_id IS NULL
LIMIT 2;
-- $1 = 1

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.author_id IS NULL
LIMIT 2;
-- $1 = 3

SELECT t.data
FROM public.tv_post AS t
WHERE t.id IS NULL
LIMIT 2;

SELECT t.data
FROM public.tv_post AS t
WHERE t.role = $1::text
ORDER BY t.id
LIMIT $2::int8;
-- $1 = admin
-- $2 = 1

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT set_config($1::text, $2::text, true), set_config($3::text, $4::text, true), set_config($5::text, $6::text, true), set_config($7::text, $8::text, true), set_config($9::text, $10::text, true), set_config($11::text, $12::text, true), set_config($13::text, $14::text, true), set_config($15::text, $16::text, true), set_config($17::text, $18::text, true);
-- $1 = app.user_id
-- $2 = 1
-- $3 = app.flag
-- $4 = true
-- $5 = app.score
-- $6 = 1.5
-- $7 = app.role
-- $8 = ADMIN
-- $9 = app.big
-- $10 = 9223372036854775807
-- $11 = app.bad
-- $12 = x
-- $13 = app.underlined
-- $14 = 1_0
-- $15 = app.stored
-- $16 = admin
-- $17 = app.foreign
-- $18 = ١

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
LIMIT 2;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
  AND t.name = $2::text
LIMIT 2;
-- $1 = 1
-- $2 = a

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_user AS t
WHERE t.id = $1::int4
  AND t.name = $2::text
LIMIT 2;
-- $1 = 1
-- $2 = b

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id
LIMIT $2::int8;
-- $1 = 1
-- $2 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id;
-- $1 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.flag = $1::bool
  AND t.score = $2::float8
  AND t.role = $3::text
  AND t.big = $4::int8
ORDER BY t.id;
-- $1 = true
-- $2 = 1.5
-- $3 = admin
-- $4 = 9223372036854775807

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = $1::int4
ORDER BY t.id ASC
LIMIT $2::int8;
-- $1 = 1
-- $2 = 2

ROLLBACK TO SAVEPOINT fraiseql;

SELECT count(*)
FROM public.tv_post AS t
WHERE t.author_id = $1::int4;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.author_id IS NULL
LIMIT 2;
-- $1 = 1

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id = $1::int4
  AND t.author_id IS NULL
LIMIT 2;
-- $1 = 3

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.id IS NULL
LIMIT 2;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_post AS t
WHERE t.role = $1::text
ORDER BY t.id
LIMIT $2::int8;
-- $1 = admin
-- $2 = 1

COMMIT;
