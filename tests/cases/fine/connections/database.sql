CREATE TYPE "mo$1od" AS ENUM ('good', 'bad');
CREATE TABLE tv_post (
    id uuid PRIMARY KEY,
    first int NOT NULL,
    created timestamptz,
    before timestamptz,
    "First$1" "mo$1od" UNIQUE,
    data jsonb NOT NULL
);
