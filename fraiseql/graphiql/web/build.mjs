// Bundles GraphiQL: `node build.mjs FOLDER` leaves nothing in FOLDER but the files that are served, and the
// licences of what is in them. Each file's name holds a hash of its content.

import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

// None of them asks more than that its text is kept.
const LICENCES = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Python-2.0"]);

const WORKERS = {
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
};

const folder = process.argv[2];
const fresh = `${folder}.new`;
const bundled = new Set();

async function bundle(options) {
  const { metafile } = await build({
    bundle: true,
    minify: true,
    format: "iife", // one file each: a split bundle would look for its parts beside the page
    target: ["es2022"],
    legalComments: "none", // they are in THIRD_PARTY.txt
    define: { "process.env.NODE_ENV": '"production"', ...options.define },
    entryNames: "[name]-[hash]",
    loader: { ".svg": "dataurl", ".ttf": "dataurl" },
    metafile: true,
    outdir: fresh,
    logLevel: "warning",
    ...options,
  });
  for (const input of Object.keys(metafile.inputs)) {
    const root = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input); // of the innermost package
    if (root) bundled.add(root[0]);
  }
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]),
  );
}

function thirdParty() {
  const parts = ["GraphiQL as FraiseQL serves it holds code of these packages.\n"];
  for (const root of [...bundled].sort()) {
    const { name, version, license, repository } = JSON.parse(readFileSync(join(root, "package.json")));
    if (!LICENCES.has(license)) throw new Error(`${name} ${version} has the licence ${license}`);
    parts.push(`${"-".repeat(80)}\n${name} ${version}, ${license}, ${repository?.url ?? repository ?? ""}\n`);
    for (const file of readdirSync(root).sort()) {
      if (/^(licen[cs]e|notice|thirdpartynotices)/i.test(file)) {
        parts.push(readFileSync(join(root, file), "utf8").trim() + "\n");
      }
    }
  }
  return parts.join("\n");
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const workers = await bundle({
  entryPoints: Object.entries(WORKERS).map(([name, path]) => ({ in: `node_modules/${path}`, out: `${name}.worker` })),
});
const files = Object.fromEntries(
  Object.entries(WORKERS).map(([name, path]) => [name, workers[`node_modules/${path}`]]),
);
await bundle({
  entryPoints: [{ in: "main.jsx", out: "graphiql" }],
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', WORKERS: JSON.stringify(files) },
});
writeFileSync(join(fresh, "THIRD_PARTY.txt"), thirdParty());
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);
