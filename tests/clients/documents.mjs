// The operations of documents/, by name, each with the fragments it uses.
import { readFileSync } from "node:fs";
import { Kind, parse } from "graphql";

const file = parse(readFileSync(new URL("documents/notes.graphql", import.meta.url), "utf8"));
const fragments = file.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);

export const documents = Object.fromEntries(
  file.definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => [operation.name.value, { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }]),
);
