-- round trip 1
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"x":3,"keys":["a"],"deep":{"z":2,"w":"w"}}
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 3
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"keys":["b"],"x":3,"deep":{"z":2,"w":"w"}}
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 4
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"x":null,"keys":null,"deep":null,"nested":{"x":null,"keys":["a"],"deep":{"z":2,"w":"w"}}}
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 5
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 6
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"x":5,"keys":["a"],"deep":{"z":2,"w":"w"}}
-- $2 = NULL
-- $3 = NULL
-- $4 = NULL
-- $5 = 4

COMMIT;

-- round trip 7
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = NULL
-- $3 = [1]
-- $4 = [[1],[2,null],null]
-- $5 = 9

COMMIT;

-- round trip 8
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = NULL
-- $2 = NULL
-- $3 = [1,9]
-- $4 = [[null],[9]]
-- $5 = 4

COMMIT;

-- round trip 9
BEGIN READ WRITE;

SELECT to_jsonb(public.fn_echo(input => $1::jsonb, one => $2::jsonb, list => $3::jsonb, matrix => $4::jsonb, required => $5::int4));
-- $1 = {"deep":{"z":1,"w":"w"},"x":3,"keys":["a"]}
-- $2 = NULL
-- $3 = [1,2]
-- $4 = NULL
-- $5 = 4

COMMIT;
