// GraphQL over HTTP, by the audit of the graphql-http package.
import assert from "node:assert/strict";
import { test } from "node:test";
import { auditServer } from "graphql-http";
import { BLOG_URL } from "./environment.mjs";

test("the audit of graphql-http", async () => {
  const audits = await auditServer({ url: BLOG_URL });
  const failed = audits.filter((audit) => audit.status !== "ok");
  assert.deepEqual(
    failed.map(({ id, status, name, reason }) => ({ id, status, name, reason })),
    [],
  );
  assert.equal(audits.length, 61);
  console.log(`audit: ${audits.length - failed.length} of ${audits.length}`);
});
