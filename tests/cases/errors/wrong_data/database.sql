CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_row VALUES
    (1, '{"id": 1, "int": "5", "float": "1.5", "string": {"a": 1}, "boolean": "true", "ref": 1.5, "big_int": true, "decimal": [1],
          "mood": "unknown", "list": 5, "object": "a", "objects": {"name": "a"}, "json": {"a": 1}}'),
    (2, '{"id": 2, "int": 2147483648, "float": true, "string": ["a"], "boolean": 1, "ref": true, "big_int": {}, "decimal": false,
          "mood": 5, "list": [1, "2", 3.5, 1e2, 7.0], "object": [], "objects": [1, {"name": {}}, null]}'),
    (3, '{"id": 3, "int": 1.5, "float": [], "string": 5, "boolean": {}, "ref": {}, "big_int": "12", "decimal": "1.50", "mood": "HAPPY",
          "object": {"name": true}, "objects": []}'),
    (4, '{"id": 4, "int": 5.0, "float": 12345678901234567890, "string": true, "ref": 12345678901234567890, "big_int": 12345678901234567890}');
