// Bundles the editor into one script of the site's own. MIT asks for its notice in every copy, so the packages that are
// really in the script are named with their copyright: in LICENSES.md, which the wheel carries, and at the script's end.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const SCRIPT = "../src/resource_ld/web/static/editor.js";
const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;

function packages(inputs) {
  const found = Object.entries(inputs).filter(([, input]) => input.bytesInOutput).map(([path]) => path.match(PACKAGE)?.[1]);
  return [...new Set(found)].filter(Boolean).sort();
}

function licence(name) {
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8");
  const [copyright] = text.match(/^Copyright .*$/m);
  return { name, copyright, permission: text.slice(text.indexOf("Permission is hereby granted")).trim() };
}

function notices(licences) {
  const [first, ...others] = licences.map(({ permission }) => permission.replace(/\s+/g, " "));
  // They are one text but for the copyright line; another one must be read by a person first.
  if (!first.includes("copies or substantial portions of the Software") || others.some((each) => each !== first))
    throw new Error("a package in the script is not under the MIT licence as the others have it");
  const named = licences.map(({ name, copyright }) => `- \`${name}\`: ${copyright}`);
  return `# What the query editor's script contains\n
The editor itself is resource-ld's own. Bundled with it are, all under the MIT licence:\n
${named.join("\n")}\n\n## The MIT licence\n\n${licences[0].permission}\n`;
}

const options = { entryPoints: ["main.js"], bundle: true, minify: true, format: "iife", target: "es2020", legalComments: "none" };
const { outputFiles, metafile } = await build({ ...options, outfile: SCRIPT, metafile: true, write: false });
const said = notices(packages(Object.values(metafile.outputs)[0].inputs).map(licence));
writeFileSync("LICENSES.md", said);
writeFileSync("node_modules/metafile.json", JSON.stringify(metafile));
writeFileSync(SCRIPT, `${outputFiles[0].text}/*!\n${said}*/\n`);
