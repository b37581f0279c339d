CREATE TABLE tv_row (id int PRIMARY KEY, data jsonb);
INSERT INTO tv_row VALUES
    (1, '{
        "id": 1, "required": "a", "child": {"name": null}, "requiredChild": {"name": "b", "child": {"name": "c", "child": null}},
        "children": [{"name": "d"}, {}, {"name": null}], "nullable_children": [{"name": "e"}, null, {"name": null}, {"child": {}}],
        "required_children": [{"name": "f"}, null], "grid": [[1, 2], [3, null], null],
        "required_child": {"name": "b", "child": {"name": "c", "child": null}}
    }'),
    (2, '{"id": 2, "required": null}'),
    (3, NULL),
    (4, 'null'),
    (5, '{"id": 5, "required": "z"}');
