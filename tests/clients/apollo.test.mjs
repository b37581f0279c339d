// Apollo Client: queries over POST and GET, a cache of pages, mutations and errors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { documents } from "./documents.mjs";
import { BLOG_URL, NOTES_URL } from "./environment.mjs";

/** A client, and the method and status of every request that it made. */
function connect(uri, useGETForQueries = false) {
  const made = [];
  const link = new HttpLink({
    uri,
    useGETForQueries,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      made.push([init.method, response.status, response.headers.get("content-type")]);
      return response;
    },
  });
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { noteConnection: relayStylePagination(["where", "orderBy"]) } } },
  });
  return { client: new ApolloClient({ link, cache }), made };
}

const JSON_TYPE = "application/graphql-response+json; charset=utf-8";

for (const useGETForQueries of [false, true]) {
  const method = useGETForQueries ? "GET" : "POST";
  test(`queries over ${method}`, async () => {
    const { client, made } = connect(NOTES_URL, useGETForQueries);
    const variables = { where: { kind: { eq: "URGENT" }, number: { lte: 12 } }, orderBy: [{ number: "ASC" }] };
    const { data } = await client.query({ query: documents.Notes, variables });
    assert.deepEqual(data.notes.map(({ number }) => number), [4, 8, 12]);
    await client.query({ query: documents.Notes, variables }); // from the cache
    assert.deepEqual(made, [[method, 200, JSON_TYPE]]);
  });
}

test("pages that the cache puts together", { timeout: 20_000 }, async () => {
  const { client } = connect(NOTES_URL);
  const query = { query: documents.NotePages, variables: { first: 8 } };
  const watched = client.watchQuery(query);
  const watching = watched.subscribe(() => {});
  await client.query(query);
  let data = client.readQuery(query);
  let pages = 1;
  while (data.noteConnection.pageInfo.hasNextPage) {
    await watched.fetchMore({ variables: { after: data.noteConnection.pageInfo.endCursor } });
    data = client.readQuery(query);
    pages += 1;
  }
  watching.unsubscribe();
  const numbers = data.noteConnection.edges.map(({ node }) => node.number);
  assert.equal(numbers.length, data.noteConnection.totalCount);
  assert.equal(pages, Math.ceil(numbers.length / 8));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.equal(new Set(numbers).size, numbers.length);
});

test("a mutation changes what the cache holds", async () => {
  const { client, made } = connect(NOTES_URL, true);
  const { data } = await client.mutate({ mutation: documents.AddNote, variables: { text: "By Apollo" } });
  const { id } = data.addNote;
  await client.query({ query: documents.Note, variables: { id } });
  await client.mutate({ mutation: documents.ChangeNote, variables: { id, text: "Changed by Apollo" } });
  const seen = await client.query({ query: documents.Note, variables: { id } });
  assert.equal(seen.data.note.text, "Changed by Apollo");
  assert.deepEqual(made.map(([method]) => method), ["POST", "GET", "POST"]);
});

test("errors", async () => {
  const { client, made } = connect(NOTES_URL);
  await assert.rejects(
    client.mutate({ mutation: documents.AddNote, variables: { text: " " } }),
    (error) => {
      assert.ok(CombinedGraphQLErrors.is(error));
      assert.deepEqual(
        error.errors.map(({ message, path, extensions }) => [message, path, extensions.code]),
        [["A note needs a text.", ["addNote"], "COMMAND_FAILED"]],
      );
      return true;
    },
  );
  await assert.rejects(client.query({ query: gql`{ nothing }` }), (error) => {
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
    return true;
  });
  assert.deepEqual(made.map(([, status]) => status), [200, 400]);
});

test("the blog", async () => {
  const { client } = connect(BLOG_URL);
  const query = gql`
    query ($limit: Int) {
      posts(limit: $limit, orderBy: [{ createdAt: DESC }]) { id title author { id name } }
      postCount
    }
  `;
  const { data } = await client.query({ query, variables: { limit: 3 } });
  assert.equal(data.posts.length, 3);
  assert.ok(data.postCount >= 10_000);
});
