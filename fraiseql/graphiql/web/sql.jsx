// The panel that shows the SQL each root field ran.

import { useState, useSyncExternalStore } from "react";

const NONE = [];
let fields; // of the last answer; undefined before the first
const listeners = new Set();

export function showSql(sql) {
  fields = sql ?? NONE;
  for (const listener of listeners) listener();
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const sqlPlugin = {
  title: "SQL",
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <ellipse cx="12" cy="5" rx="8" ry="3" />
      <path d="M4 5v14c0 1.66 3.58 3 8 3s8-1.34 8-3V5" />
      <path d="M4 12c0 1.66 3.58 3 8 3s8-1.34 8-3" />
    </svg>
  ),
  content: Panel,
};

function Panel() {
  const shown = useSyncExternalStore(subscribe, () => fields);
  return (
    <section className="fraiseql-sql" aria-label="SQL">
      <h2 className="fraiseql-sql-title">SQL</h2>
      {shown === undefined && <p>Run a query, and its statements are shown here.</p>}
      {shown?.length === 0 && <p>The last request ran no SQL.</p>}
      {shown?.map((field) => <Field key={field.path.join(".")} {...field} />)}
    </section>
  );
}

function Field({ path, statements }) {
  return (
    <article className="fraiseql-sql-field">
      <h3>{path.join(".")}</h3>
      {statements.length === 0 && <p>No statement was run.</p>}
      {statements.map((statement, index) => (
        <Statement key={index} {...statement} />
      ))}
    </article>
  );
}

function Statement({ sql, parameters, rows, milliseconds }) {
  return (
    <div className="fraiseql-sql-statement">
      <div className="fraiseql-sql-facts">
        <span>{milliseconds === null ? "not run" : `${milliseconds.toFixed(2)} ms`}</span>
        {rows !== null && <span>{rows === 1 ? "1 row" : `${rows} rows`}</span>}
        <Copy text={sql}>Copy</Copy>
        {parameters.length > 0 && <Copy text={filledIn(sql, parameters)}>Copy with values</Copy>}
      </div>
      <pre>
        <code>{highlighted(sql)}</code>
      </pre>
      {parameters.length > 0 && <Parameters parameters={parameters} />}
    </div>
  );
}

function Parameters({ parameters }) {
  return (
    <table>
      <tbody>
        {parameters.map(({ type, value }, index) => (
          <tr key={index}>
            <th scope="row">${index + 1}</th>
            <td className="fraiseql-sql-type">{type}</td>
            <td className="fraiseql-sql-value">{value === null ? <i>null</i> : value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Copy({ text, children }) {
  const [said, say] = useState(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text); // only there on https and localhost
      say("Copied");
    } catch {
      say("Not allowed here");
    }
    setTimeout(() => say(null), 1500);
  }
  return (
    <button type="button" onClick={copy}>
      {said ?? children}
    </button>
  );
}

// --- SQL as text ---------------------------------------------------------------------------------------

const WORDS =
  "all and any array as asc between both by case cast coalesce cross current_setting desc distinct else end " +
  "except exists false filter first from full function group having ilike in inner intersect is join last " +
  "lateral left like limit not null nulls offset on or order ordinality over partition returning right row " +
  "rows select set similar some table then true union using values when where window with within";

const TOKEN = new RegExp(
  [
    String.raw`(?<string>[eE]?'(?:[^']|'')*')`,
    String.raw`(?<name>"(?:[^"]|"")*")`,
    String.raw`(?<parameter>\$\d+)`,
    String.raw`(?<cast>::[\w.]+(?:\[\])*)`,
    String.raw`(?<word>\b(?:${WORDS.split(" ").join("|")})\b)`,
    String.raw`(?<number>\b\d+(?:\.\d+)?\b)`,
  ].join("|"),
  "gi",
);

function highlighted(sql) {
  const parts = [];
  let end = 0;
  for (const match of sql.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    parts.push(sql.slice(end, match.index));
    parts.push(
      <span key={match.index} className={`fraiseql-sql-${kind}`}>
        {match[0]}
      </span>,
    );
    end = match.index + match[0].length;
  }
  parts.push(sql.slice(end));
  return parts;
}

// The statement with its values as literals, to run in psql.
function filledIn(sql, parameters) {
  return sql.replaceAll(TOKEN, (token, ...rest) => {
    if (rest.at(-1).parameter === undefined) return token;
    const value = parameters[Number(token.slice(1)) - 1]?.value;
    if (value == null) return "NULL";
    const quoted = `'${value.replaceAll("'", "''")}'`;
    return value.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
  });
}
