// Requests to the path that served the page; what the answers say of their SQL goes to the panel.

import { showSql } from "./sql.jsx";

export const tellsSql = document.getElementById("graphiql").dataset.sql === "true";

async function send({ query, variables, operationName }, headers, signal) {
  const shown = tellsSql && operationName !== "IntrospectionQuery";
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json;q=0.9",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({
      query,
      variables,
      operationName,
      extensions: shown ? { fraiseql: { sql: true } } : undefined,
    }),
    signal,
  });
  const text = await response.text();
  let result;
  try {
    result = JSON.parse(text);
  } catch {
    throw new Error(`The server answered ${response.status}, and not with JSON: ${text.slice(0, 1000)}`);
  }
  if (shown) showSql(result.extensions?.fraiseql?.sql);
  return withoutSql(result);
}

function withoutSql(result) {
  if (result.extensions?.fraiseql === undefined) return result;
  const { fraiseql, ...extensions } = result.extensions;
  const { extensions: _, ...rest } = result;
  return Object.keys(extensions).length ? { ...rest, extensions } : rest;
}

// An observable, so that the stop button ends the request; the server then cancels its statements.
export function fetcher(parameters, options) {
  return {
    subscribe(observer) {
      const controller = new AbortController();
      send(parameters, options?.headers, controller.signal).then(
        (result) => {
          observer.next(result);
          observer.complete();
        },
        (error) => {
          if (!controller.signal.aborted) observer.error(error);
        },
      );
      return { unsubscribe: () => controller.abort() };
    },
  };
}
