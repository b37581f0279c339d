-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_level());

COMMIT;

-- round trip 2
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;

SELECT to_jsonb(public.fn_level());

COMMIT;

-- round trip 3
BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE;

SELECT to_jsonb(public.fn_level());

COMMIT;

-- round trip 4
BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE;

SELECT to_jsonb(public.fn_level());

COMMIT;
