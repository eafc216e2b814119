// What is offered while a query is typed, and where: Enter may only ever finish the word it stands after.
import { syntaxTree } from "@codemirror/language";

const KEYWORDS =
  "ASK BIND BOUND BY CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE DISTINCT EXISTS FILTER GRAPH GROUP HAVING LANG LCASE LIMIT MINUS NOT OFFSET OPTIONAL ORDER PREFIX REGEX SELECT STR STRSTARTS SUM UNION VALUES WHERE";
const PREFIX = /\bPREFIX\s+([\w-]*:?)$/i;
const WORD = /[\p{L}:][\p{L}\p{M}\p{N}:_-]*/u;
const WORDS = /^[\p{L}:][\p{L}\p{M}\p{N}:_ -]*$/u;
const VARIABLE = /[?$][\p{L}\p{N}_]*/u;
const VARIABLES = /[?$][\p{L}\p{N}_]+/gu;

// The server lists the prefixes, classes, properties and concepts of this catalogue.
export async function completion(address) {
  const answer = await fetch(address);
  const found = answer.ok ? await answer.json() : { prefixes: {}, terms: [] };
  const prefixes = Object.entries(found.prefixes).map(([name, space]) => ({
    label: `${name}:`, apply: `${name}: <${space}>`, detail: space, type: "namespace",
  }));
  const words = [...KEYWORDS.split(" ").map((label) => ({ label, type: "keyword" })), ...found.terms];
  return (context) => (isText(context) ? null : declared(context, prefixes) || variable(context) || word(context, words));
}

// Comments, strings, language tags and IRIs are written by hand.
function isText({ state, pos }) {
  const node = syntaxTree(state).resolveInner(pos, -1);
  const isIri = node.name === "atom" && state.sliceDoc(node.from, node.from + 1) === "<";
  return isIri || ["comment", "string", "meta"].includes(node.name);
}

function declared({ state, pos }, options) {
  const line = state.doc.lineAt(pos);
  const name = state.sliceDoc(line.from, pos).match(PREFIX);
  return name && { from: pos - name[1].length, options, validFor: /^[\w-]*:?$/ };
}

function variable(context) {
  const before = context.matchBefore(VARIABLE);
  if (!before) return null;
  // After a name, a bracket or an IRI the question mark belongs to a property path (SPARQL 1.1 Query section 9.1).
  if (/[\p{L}\p{N}_)>]/u.test(context.state.sliceDoc(before.from - 1, before.from))) return null;
  const options = variables(context.state, before.from, context.pos, before.text[0]);
  return { from: before.from, options, validFor: /^[?$][\p{L}\p{N}_]*$/u };
}

function word(context, options) {
  const before = context.matchBefore(WORD);
  // `a` is whole: what begins with it would take its place when the line ends there.
  if (!context.explicit && (!before || before.text === "a")) return null;
  const from = before ? before.from : context.pos;
  return { from, options: [...options, ...variables(context.state, from, context.pos, "?")], validFor: WORDS };
}

// The variable under the cursor is left out, or half a name would be the first to be offered.
function variables(state, from, to, sigil) {
  const elsewhere = `${state.sliceDoc(0, from)} ${state.sliceDoc(to)}`.match(VARIABLES) || [];
  return [...new Set(elsewhere.map((each) => sigil + each.slice(1)))].map((label) => ({ label, type: "variable" }));
}
