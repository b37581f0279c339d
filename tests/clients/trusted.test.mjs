// Documents by their hash: Apollo's automatic persisted queries, and the manifests that tools write.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { documents } from "./documents.mjs";
import { NOTES_URL, TRUSTED_PLANS, TRUSTED_URL } from "./environment.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const relayCompiler = createRequire(import.meta.url)("relay-compiler");
const run = promisify(execFile);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

let directory;
before(() => (directory = mkdtempSync(join(tmpdir(), "fraiseql-trusted-"))));
after(() => rmSync(directory, { recursive: true }));

test("Apollo Client persists queries, and asks again by hash and tag", async () => {
  const made = [];
  const http = new HttpLink({
    uri: NOTES_URL,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      made.push({ url: String(input), method: init.method, status: response.status, headers: response.headers });
      return response;
    },
  });
  const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries: true });
  const client = () => new ApolloClient({ link: persisted.concat(http), cache: new InMemoryCache() });
  const query = { query: documents.Notes, variables: { where: { number: { eq: 4 } } } };
  const first = await client().query(query);
  const second = await client().query(query);
  assert.deepEqual(first.data.notes.map(({ number }) => number), [4]);
  assert.deepEqual(second.data, first.data);
  // The hash, then the text along, and from then on the hash.
  assert.deepEqual(made.map(({ method, status }) => [method, status]), [["GET", 400], ["POST", 200], ["GET", 200]]);

  const { url, headers } = made.at(-1);
  const known = { accept: "application/graphql-response+json", "if-none-match": headers.get("etag") };
  const again = await fetch(url, { headers: known, cache: "no-store" });
  assert.deepEqual([again.status, await again.text()], [304, ""]);
});

/** The response to a trusted document. */
async function ask(documentId, variables) {
  const response = await fetch(TRUSTED_URL, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ documentId, variables }),
  });
  return response.json();
}

test("manifests of graphql-codegen and Relay become trusted documents", { timeout: 60_000 }, async () => {
  const schema = join(TRUSTED_PLANS, "schema.graphql");
  const codegen = join(directory, "codegen.json");
  const options = { preset: "client", presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" } } };
  const target = { schema, documents: join(here, "documents", "*.graphql"), ...options };
  writeFileSync(codegen, JSON.stringify({ generates: { [join(directory, "gql/")]: target } }));
  await run(join(here, "node_modules", ".bin", "graphql-codegen"), ["--config", codegen], { cwd: here });

  cpSync(join(here, "relay"), join(directory, "relay"), { recursive: true });
  cpSync(schema, join(directory, "schema.graphql"));
  const relay = join(directory, "relay.config.json");
  const persistConfig = { file: "relay.json", algorithm: "SHA256" };
  writeFileSync(join(directory, "relay.json"), "{}");
  writeFileSync(
    relay,
    JSON.stringify({ src: "relay", schema: "schema.graphql", language: "javascript", persistConfig }),
  );
  await run(relayCompiler, [relay], { cwd: directory });

  const project = dirname(TRUSTED_PLANS);
  mkdirSync(join(project, "persisted"));
  cpSync(join(directory, "gql", "persisted-documents.json"), join(project, "persisted", "codegen.json"));
  cpSync(join(directory, "relay.json"), join(project, "persisted", "relay.json"));
  const configuration = join(project, "fraiseql.toml");
  writeFileSync(configuration, `operations = ["persisted/*.json"]\n${readFileSync(configuration, "utf8")}`);

  const ids = {};
  for (const name of ["codegen", "relay"]) {
    const manifest = JSON.parse(readFileSync(join(project, "persisted", `${name}.json`), "utf8"));
    for (const [id, text] of Object.entries(manifest)) ids[/\b(?:query|mutation) (\w+)/.exec(text)[1]] = id;
  }
  assert.deepEqual(Object.keys(ids).sort(), [
    ...["AddNote", "ChangeNote", "Note", "NotePages", "Notes"],
    ...["NotesPageAddMutation", "NotesPageMoreQuery", "NotesPageQuery"],
  ]);
  const where = { number: { eq: 4 } };
  let response;
  do {
    await sleep(100); // until the project is compiled again
    response = await ask(ids.Notes, { where });
  } while (response.errors?.[0].extensions.code === "PERSISTED_QUERY_NOT_FOUND");
  assert.deepEqual(response.data.notes.map(({ number }) => number), [4]);
  const page = await ask(ids.NotesPageQuery, { count: 1, where });
  assert.equal(page.data.noteConnection.edges[0].node.text, response.data.notes[0].text);
  const added = await ask(ids.NotesPageAddMutation, { text: "By Relay" });
  assert.equal(added.data.addNote.text, "By Relay");
});
