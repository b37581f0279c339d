-- As an ORM leaves it: quoted names, camelCase columns and keys.
CREATE TABLE "User" ("Id" uuid PRIMARY KEY, "firstName" text NOT NULL, "lastName" text, "createdAt" timestamptz NOT NULL);
CREATE TABLE "UserView" ("Id" uuid PRIMARY KEY, "Document" jsonb NOT NULL);
CREATE FUNCTION "syncUserView"("userId" uuid) RETURNS void LANGUAGE sql SET timezone TO 'UTC' AS $$
    INSERT INTO "UserView" ("Id", "Document")
    SELECT u."Id", jsonb_build_object(
        'Id', u."Id", 'firstName', u."firstName", 'lastName', u."lastName",
        'fullName', u."firstName" || coalesce(' ' || u."lastName", ''), 'createdAt', u."createdAt"
    )
    FROM "User" u WHERE u."Id" = "userId"
    ON CONFLICT ("Id") DO UPDATE SET "Document" = excluded."Document";
$$;
CREATE FUNCTION "createUser"("id" uuid, "firstName" text, "lastName" text DEFAULT NULL) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "User" VALUES ("id", "firstName", "lastName", '2026-01-01 00:00+00');
    PERFORM "syncUserView"("id");
    RETURN "id";
END $$;
SELECT "createUser"('00000000-0000-0000-0000-000000000001', 'Ada', 'Lovelace');
SELECT "createUser"('00000000-0000-0000-0000-000000000002', 'Plato');
