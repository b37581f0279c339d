-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"keys":["b"],"nested":{"x":null,"deep":{"z":0,"w":"w"},"keys":["a"]},"x":3,"deep":{"z":2,"w":"w"}}
-- $2 = {"b":"x"}
-- $3 = [3]
-- $4 = [[7]]
-- $5 = 4

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = NULL
-- $3 = NULL
-- $4 = [[1],[2]]
-- $5 = 4

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = {"a":8}
-- $3 = [8]
-- $4 = [[1],[2,null],null]
-- $5 = 4

COMMIT;
