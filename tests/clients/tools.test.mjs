// Tools that read the public schema: a code generator, Relay's compiler, and GraphQL Inspector.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildClientSchema, buildSchema, getIntrospectionQuery, printSchema } from "graphql";
import { BLOG_PLANS, BLOG_URL, NOTES_PLANS, NOTES_URL } from "./environment.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const relayCompiler = createRequire(import.meta.url)("relay-compiler");
const run = promisify(execFile);
const tool = (name, ...args) => run(join(here, "node_modules", ".bin", name), args, { cwd: here });

const SERVERS = [
  { name: "blog", url: BLOG_URL, schema: join(BLOG_PLANS, "schema.graphql") },
  { name: "notes", url: NOTES_URL, schema: join(NOTES_PLANS, "schema.graphql") },
];
const NOTES = SERVERS[1];
const blogQueries = join(here, "..", "..", "examples", "blog", "queries", "*.graphql");

let directory;
before(() => (directory = mkdtempSync(join(tmpdir(), "fraiseql-tools-"))));
after(() => rmSync(directory, { recursive: true }));

for (const { name, url, schema } of SERVERS) {
  test(`the file and introspection are one schema: ${name}`, async () => {
    const query = getIntrospectionQuery({
      oneOf: true,
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
    });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
      body: JSON.stringify({ query }),
    });
    assert.equal(response.status, 200);
    const asked = buildClientSchema((await response.json()).data);
    const sorted = (shown) => shown.split("\n\n").sort().join("\n\n");
    assert.equal(sorted(printSchema(asked)), sorted(printSchema(buildSchema(readFileSync(schema, "utf8")))));
  });
}

test("graphql-codegen makes types of a schema and its operations", async () => {
  const config = join(directory, "codegen.json");
  const made = { schema: join(directory, "blog.ts"), operations: join(directory, "notes.ts") };
  writeFileSync(
    config,
    JSON.stringify({
      generates: {
        [made.schema]: { schema: SERVERS[0].schema, plugins: ["typescript"] },
        [made.operations]: {
          schema: NOTES.schema,
          documents: join(here, "documents", "*.graphql"),
          plugins: ["typescript", "typescript-operations"],
          config: { enumsAsTypes: true, scalars: { BigInt: "string", DateTime: "string" } },
        },
      },
    }),
  );
  await tool("graphql-codegen", "--config", config);
  const blog = readFileSync(made.schema, "utf8");
  assert.match(blog, /export type CreatePostInput = \{/);
  assert.match(blog, /Draft = 'DRAFT'/);
  const notes = readFileSync(made.operations, "utf8");
  assert.match(notes, /export type NotePagesQuery = .*noteConnection: \{ __typename\?: 'NoteConnection', totalCount: number/);
  assert.match(notes, /big\?: string \| null/);
});

test("relay-compiler compiles a page, its refetch and a mutation", async () => {
  const src = join(directory, "relay");
  cpSync(join(here, "relay"), src, { recursive: true });
  cpSync(NOTES.schema, join(directory, "schema.graphql"));
  const config = join(directory, "relay.config.json");
  writeFileSync(config, JSON.stringify({ src: "relay", schema: "schema.graphql", language: "javascript" }));
  await run(relayCompiler, [config], { cwd: directory });
  const made = readFileSync(join(src, "__generated__", "NotesPageMoreQuery.graphql.js"), "utf8");
  for (const field of ["edges", "cursor", "pageInfo", "endCursor", "hasNextPage"]) {
    assert.match(made, new RegExp(`"name": "${field}"`));
  }
  assert.match(made, /NotesPage_noteConnection/);
});

test("graphql-inspector validates documents, and tells what changes in a schema", async () => {
  for (const [documents, schema] of [
    [blogQueries, SERVERS[0].schema],
    [join(here, "documents", "*.graphql"), NOTES.schema],
  ]) {
    const { stdout } = await tool("graphql-inspector", "validate", documents, schema);
    assert.match(stdout, /All documents are valid/);
  }
  const same = await tool("graphql-inspector", "diff", NOTES.schema, NOTES.schema);
  assert.match(same.stdout, /No changes detected/);
  const changed = join(directory, "changed.graphql");
  writeFileSync(changed, readFileSync(NOTES.schema, "utf8").replace("  number: Int!\n", ""));
  await assert.rejects(tool("graphql-inspector", "diff", NOTES.schema, changed), ({ stdout }) => {
    assert.match(stdout, /Field number was removed from object type Note/);
    return true;
  });
});
