CREATE TABLE tv_animal (id int PRIMARY KEY, name text, data jsonb NOT NULL);
INSERT INTO tv_animal VALUES
    (1, 'Rex', '{"kind": "Dog", "id": 1, "name": "Rex", "leg_count": 4, "barks": true,
        "owner": {"type": "Person", "name": "Ada", "email": "ada@example.org",
                  "pets": [{"__typename": "Dog", "id": 1, "name": "Rex", "kind": "Dog", "barks": true},
                           {"__typename": "Fish", "id": 3, "depth": 2.5}]}}'),
    (2, 'Tom', '{"kind": "Cat", "id": 2, "name": "Tom", "leg_count": 3, "lives": 9,
        "owner": {"type": "Shelter", "name": "Paws", "places": 12, "pets": []}}'),
    (3, 'Wanda', '{"kind": "Fish", "id": 3, "name": "Wanda", "leg_count": 0, "depth": 2.5, "owner": null}');
