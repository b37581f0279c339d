CREATE OR REPLACE VIEW v_order AS
SELECT o.id, jsonb_build_object('id', o.id, 'total', o.total, 'notes', jsonb_build_array(p1.note, p2.note, p3.note)) AS data
FROM tb_order o
JOIN tb_part_1 p1 ON p1.order_id = o.id
JOIN tb_part_2 p2 ON p2.order_id = o.id
JOIN tb_part_3 p3 ON p3.order_id = o.id;
