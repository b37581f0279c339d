// GraphiQL with an explorer of the schema and, where the server tells it, the SQL that each field ran.

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";
import { fetcher, tellsSql } from "./fetcher.js";
import { sqlPlugin } from "./sql.jsx";
import { storage } from "./storage.js";

import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./style.css";

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`?graphiql=${WORKERS[label] ?? WORKERS.editor}`, { name: label }),
};

const WELCOME = `# Write a query, or click one
# together in the explorer.
#
#   Ctrl-Enter     run
#   Ctrl-Space     complete
#   Shift-Ctrl-P   format

`;

const explorer = explorerPlugin({ showAttribution: false });
const plugins = [explorer, ...(tellsSql ? [sqlPlugin] : []), HISTORY_PLUGIN];

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={plugins}
    visiblePlugin={explorer}
    defaultQuery={WELCOME}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <span className="fraiseql-logo">FraiseQL</span>
    </GraphiQL.Logo>
  </GraphiQL>,
);
