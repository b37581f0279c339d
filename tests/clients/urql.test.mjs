// urql: queries over POST and GET, pages, mutations and errors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { documents } from "./documents.mjs";
import { BLOG_URL, NOTES_URL } from "./environment.mjs";

/** A client, and the method and status of every request that it made. */
function connect(url, preferGetMethod) {
  const made = [];
  const client = new Client({
    url,
    preferGetMethod,
    exchanges: [cacheExchange, fetchExchange],
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      made.push([init.method ?? "GET", response.status, response.headers.get("content-type")]);
      return response;
    },
  });
  return { client, made };
}

const JSON_TYPE = "application/graphql-response+json; charset=utf-8";

for (const preferGetMethod of [false, "within-url-limit"]) {
  const method = preferGetMethod ? "GET" : "POST";
  test(`queries over ${method}`, async () => {
    const { client, made } = connect(NOTES_URL, preferGetMethod);
    const variables = { where: { kind: { eq: "URGENT" }, number: { lte: 12 } }, orderBy: [{ number: "ASC" }] };
    const { data, error } = await client.query(documents.Notes, variables);
    assert.equal(error, undefined);
    assert.deepEqual(data.notes.map(({ number }) => number), [4, 8, 12]);
    const [first] = data.notes;
    assert.equal(first.big, "9007199254740993");
    const one = await client.query(documents.Note, { id: first.id });
    assert.deepEqual(one.data.note, first);
    await client.query(documents.Note, { id: first.id }, { requestPolicy: "cache-first" });
    assert.deepEqual(made, Array(2).fill([method, 200, JSON_TYPE]));
  });
}

test("pages", async () => {
  const { client } = connect(NOTES_URL, false);
  const numbers = [];
  let after = null;
  for (;;) {
    const { data, error } = await client.query(documents.NotePages, { first: 10, after });
    assert.equal(error, undefined);
    const page = data.noteConnection;
    numbers.push(...page.edges.map(({ node }) => node.number));
    if (!page.pageInfo.hasNextPage) break;
    assert.equal(page.edges.length, 10);
    assert.equal(page.edges.at(-1).cursor, page.pageInfo.endCursor);
    after = page.pageInfo.endCursor;
  }
  const all = numbers.length;
  assert.ok(all >= 23);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.equal(new Set(numbers).size, all);
});

test("mutations, which go over POST whatever is preferred, and refresh what was asked", { timeout: 20_000 }, async () => {
  const { client, made } = connect(NOTES_URL, "within-url-limit");
  const added = await client.mutation(documents.AddNote, { text: "By urql", kind: "URGENT" });
  assert.equal(added.error, undefined);
  const { id } = added.data.addNote;
  assert.equal(added.data.addNote.kind, "URGENT");
  const seen = [];
  const watching = client.query(documents.Note, { id }).subscribe(({ data }) => seen.push(data.note.text));
  const changed = await client.mutation(documents.ChangeNote, { id, text: "Changed by urql" });
  assert.equal(changed.data.changeNote.text, "Changed by urql");
  while (seen.at(-1) !== "Changed by urql") await new Promise((resolve) => setTimeout(resolve, 10));
  watching.unsubscribe();
  assert.deepEqual(made.filter(([method]) => method === "POST").length, 2);
});

test("errors", async () => {
  const { client, made } = connect(NOTES_URL, false);
  const refused = await client.mutation(documents.AddNote, { text: " " });
  assert.deepEqual(
    refused.error.graphQLErrors.map(({ message, path, extensions }) => [message, path, extensions.code]),
    [["A note needs a text.", ["addNote"], "COMMAND_FAILED"]],
  );
  assert.equal(refused.error.networkError, undefined);
  const invalid = await client.query("{ nothing }", {});
  assert.equal(invalid.error.graphQLErrors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
  assert.deepEqual(made.map(([, status]) => status), [200, 400]);
});

test("the blog", async () => {
  const { client } = connect(BLOG_URL, false);
  const query = `query($limit: Int) { posts(limit: $limit, orderBy: [{ createdAt: DESC }]) { id title author { name } } postCount }`;
  const { data, error } = await client.query(query, { limit: 3 });
  assert.equal(error, undefined);
  assert.equal(data.posts.length, 3);
  assert.ok(data.postCount >= 10_000);
});
