CREATE TABLE tb_order (id uuid PRIMARY KEY, total int NOT NULL);
CREATE TABLE tb_part_1 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_2 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_3 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_4 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_5 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_6 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_7 (order_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE tb_part_8 (order_id uuid NOT NULL, note text NOT NULL);
CREATE VIEW v_order AS
SELECT o.id, jsonb_build_object('id', o.id, 'total', o.total, 'notes', jsonb_build_array(p1.note, p2.note, p3.note, p4.note, p5.note, p6.note, p7.note, p8.note)) AS data
FROM tb_order o
JOIN tb_part_1 p1 ON p1.order_id = o.id
JOIN tb_part_2 p2 ON p2.order_id = o.id
JOIN tb_part_3 p3 ON p3.order_id = o.id
JOIN tb_part_4 p4 ON p4.order_id = o.id
JOIN tb_part_5 p5 ON p5.order_id = o.id
JOIN tb_part_6 p6 ON p6.order_id = o.id
JOIN tb_part_7 p7 ON p7.order_id = o.id
JOIN tb_part_8 p8 ON p8.order_id = o.id;
