// Turns the text area of the SPARQL page into an editor: colours, completion, the place of a mistake.
// It stands in a shadow root, where style sheets are constructed and the page's strict CSP holds.
import { basicSetup } from "codemirror";
import { EditorView, keymap } from "@codemirror/view";
import { Prec } from "@codemirror/state";
import { StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";

const KEYWORDS =
  "ASK BIND BOUND BY CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE DISTINCT EXISTS FILTER GRAPH GROUP HAVING LANG LCASE LIMIT MINUS NOT OFFSET OPTIONAL ORDER PREFIX REGEX SELECT STR STRSTARTS SUM UNION VALUES WHERE";
const LOOK = EditorView.theme({
  "&": { fontSize: "15px", backgroundColor: "Canvas", color: "CanvasText", border: "1px solid GrayText" },
  ".cm-content, .cm-gutters": { fontFamily: "ui-monospace, monospace" },
  ".cm-scroller": { minHeight: "14em", maxHeight: "60vh", overflow: "auto" },
});

function keywords() {
  return KEYWORDS.split(" ").map((label) => ({ label, type: "keyword" }));
}

// The server lists the prefixes, classes, properties and concepts of this catalogue.
async function terms(address) {
  const answer = await fetch(address);
  const found = answer.ok ? await answer.json() : { prefixes: {}, terms: [] };
  const prefixes = Object.entries(found.prefixes).map(([name, space]) => ({
    label: `PREFIX ${name}:`, apply: `PREFIX ${name}: <${space}>\n`, detail: space, type: "namespace",
  }));
  return [...keywords(), ...prefixes, ...found.terms];
}

function completion(options) {
  return (context) => {
    const before = context.matchBefore(/[\p{L}\p{N}:_-]+/u);
    if (!before && !context.explicit) return null;
    const variables = new Set(context.state.doc.toString().match(/\?\w+/g));
    const named = [...variables].map((label) => ({ label, type: "variable" }));
    return { from: before ? before.from : context.pos, options: [...options, ...named], validFor: /^[\p{L}\p{N}:_ -]*$/u };
  };
}

function mark(view, line, column, message) {
  if (line > view.state.doc.lines) return;
  const place = view.state.doc.line(line);
  const to = Math.max(Math.min(place.from + column - 1, place.to), Math.min(place.from + 1, place.to));
  const word = place.text.slice(0, to - place.from).match(/\S+\s*$/);
  view.dispatch(setDiagnostics(view.state, [{ from: to - (word ? word[0].length : 0), to, severity: "error", message }]));
}

async function start(area) {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const send = () => (area.form.requestSubmit(), true);
  const language = StreamLanguage.define(sparql);
  const options = await terms(area.dataset.terms);
  const view = new EditorView({
    doc: area.value, parent: root, root,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: send }])), basicSetup, language, LOOK, EditorView.lineWrapping,
      language.data.of({ autocomplete: completion(options) }),
      EditorView.contentAttributes.of({ "aria-label": "Query" }),
    ],
  });
  area.before(host);
  area.hidden = true;
  host.id = "editor";
  area.form.addEventListener("submit", () => (area.value = view.state.doc.toString()));
  const said = document.getElementById("error");
  if (area.dataset.line && said) mark(view, Number(area.dataset.line), Number(area.dataset.column), said.textContent.trim());
}

const area = document.querySelector("textarea#query");
if (area) start(area);
