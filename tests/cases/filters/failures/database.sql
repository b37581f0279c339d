CREATE TABLE tb_row (id int PRIMARY KEY, title text, small int2, own jsonb, data jsonb);
INSERT INTO tb_row VALUES (
    1, 'one', 1, '["x"]',
    '{"id": 1, "a": "x", "b": 1.5, "c": "y", "d": "z", "text": "w", "days": ["never"], "price": "1",
      "author": {"born": "2026-13-01"}, "parts": [{"price": "2", "count": "many"}]}'
);
CREATE VIEW v_row AS SELECT id, title, small, own, data, (data ->> 'text')::int AS computed FROM tb_row;
CREATE VIEW v_empty AS SELECT * FROM v_row WHERE false;
