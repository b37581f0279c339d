-- Tables that inherit, and a view over all of them that says which one a row is of.
CREATE TABLE tb_vehicle (id uuid PRIMARY KEY, wheels integer NOT NULL);
CREATE TABLE tb_car (doors integer NOT NULL) INHERITS (tb_vehicle);
CREATE TABLE tb_bike (electric boolean NOT NULL) INHERITS (tb_vehicle);
INSERT INTO tb_car VALUES ('00000000-0000-0000-0000-000000000001', 4, 5);
INSERT INTO tb_bike VALUES ('00000000-0000-0000-0000-000000000002', 2, true);
CREATE VIEW v_vehicle AS
SELECT id, jsonb_build_object('kind', 'Car', 'id', id, 'wheels', wheels, 'doors', doors) AS data FROM tb_car
UNION ALL
SELECT id, jsonb_build_object('kind', 'Bike', 'id', id, 'wheels', wheels, 'electric', electric) FROM tb_bike;
CREATE VIEW v_wheels AS SELECT id, to_jsonb(v) AS data FROM tb_vehicle v;
