CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{
        "id": 1,
        "author": {"id": 7, "name": "Zoë \"Z\" \\ 🐘", "boss": {"id": 8, "name": null, "boss": {"id": "9"}}},
        "editor": null,
        "comments": [
            {"body": "", "author": null, "likes": []},
            {"body": "100% _ \\", "author": {"id": 7, "name": "Zoë"}, "likes": [{"id": 1}, {"id": 2, "name": "b"}]}
        ],
        "reviewers": [{"id": 1}, null, {"id": 2, "name": "b", "boss": {"id": 1}}],
        "grid": [[1, 2], [], [3]],
        "sparse": [["a", null], null, [], ["é"]],
        "moods": [["happy", "meh"], null, []],
        "decimals": [1.10, 12345678901234567890.1],
        "settings": {"b": [1, {"c": null}], "a": "x\ty"},
        "blobs": [1, "a", null, [], {}, false]
    }'),
    (2, '{"id": 2, "author": {"id": 7}, "comments": [], "grid": []}');
