CREATE TYPE "Mood$1" AS ENUM ('HAPPY $0', 'it''s "sad"', 'back\slash', '😀');
CREATE TABLE "select" ("from" uuid PRIMARY KEY, "order" jsonb NOT NULL, "limit" int, "mood" "Mood$1", "user" text);
CREATE FUNCTION "Create Select $1"("from" uuid, "p_mood" "Mood$1", "p_moods" "Mood$1"[], "p_select" text)
RETURNS uuid LANGUAGE sql AS 'SELECT $1';
