-- round trip 1
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = Top.*{2,1}

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.@) $1::public.ltxtquery
ORDER BY t.id;
-- $1 = a &

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = 

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) ANY ($1::public.ltree[])
ORDER BY t.id;
-- $1 = {"Top","not-yet"}

SELECT t.data
FROM public.tv_path AS t
WHERE (t.data ->> 'bad')::public.ltree OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = Top

SELECT t.data
FROM public.tv_path AS t
ORDER BY (t.data ->> 'bad')::public.ltree ASC, t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE (t.data ->> 'bad') IS NULL
ORDER BY t.id;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = *

COMMIT;

-- round trip 2
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.@) $1::public.ltxtquery
ORDER BY t.id;
-- $1 = a &

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = 

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) $1::public.ltree
ORDER BY t.id;
-- $1 = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.=) ANY ($1::public.ltree[])
ORDER BY t.id;
-- $1 = {"Top","not-yet"}

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE (t.data ->> 'bad')::public.ltree OPERATOR(public.<@) $1::public.ltree
ORDER BY t.id;
-- $1 = Top

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
ORDER BY (t.data ->> 'bad')::public.ltree ASC, t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE (t.data ->> 'bad') IS NULL
ORDER BY t.id;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT t.data
FROM public.tv_path AS t
WHERE t.path OPERATOR(public.~) $1::public.lquery
ORDER BY t.id;
-- $1 = *

COMMIT;

-- round trip 3
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SELECT $1::public.ltree;
-- $1 = Top

SELECT $1::public.ltree;
-- $1 = not-yet

COMMIT;

-- round trip 4
ROLLBACK;

BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;

SAVEPOINT fraiseql;

ROLLBACK TO SAVEPOINT fraiseql;

SELECT $1::public.ltree;
-- $1 = Top

COMMIT;
