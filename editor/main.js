// Turns the text area of the SPARQL page into an editor: colours, completion, the place of a mistake.
// It stands in a shadow root, where style sheets are constructed and the page's strict CSP holds.
import { basicSetup } from "codemirror";
import { EditorView, keymap } from "@codemirror/view";
import { Prec } from "@codemirror/state";
import { StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { completion } from "./completion.js";
import { copying } from "./copying.js";
import { followScheme, look } from "./look.js";

function mark(view, line, column, message) {
  if (line > view.state.doc.lines) return;
  const place = view.state.doc.line(line);
  const to = Math.max(Math.min(place.from + column - 1, place.to), Math.min(place.from + 1, place.to));
  const word = place.text.slice(0, to - place.from).match(/\S+\s*$/);
  view.dispatch(setDiagnostics(view.state, [{ from: to - (word ? word[0].length : 0), to, severity: "error", message }]));
}

// An id is known within its own tree only (DOM section 4.2.2): what describes the editor stands beside it, unseen.
function description(root, texts) {
  const described = document.createElement("p");
  described.id = "description";
  described.hidden = true;
  described.textContent = texts.filter(Boolean).join(" ");
  root.append(described);
  return described.textContent ? { "aria-describedby": described.id } : {};
}

function hint(area, host) {
  const said = document.createElement("p");
  said.className = "meta";
  said.textContent = area.dataset.hint;
  host.after(said);
}

function replace(area, host, view) {
  host.id = "editor";
  area.before(host);
  area.hidden = true;
  area.form.addEventListener("submit", () => (area.value = view.state.doc.toString()));
  area.labels.forEach((label) => label.addEventListener("click", () => view.focus()));
  if (area.dataset.hint) hint(area, host);
}

async function start(area) {
  const host = document.createElement("div");
  host.dir = area.dir;
  const root = host.attachShadow({ mode: "open" });
  const send = () => (area.form.requestSubmit(), true);
  const language = StreamLanguage.define(sparql);
  const autocomplete = await completion(area.dataset.terms);
  const error = [...(document.getElementById("error")?.children || [])].map((each) => each.textContent.trim()).join(". ");
  const attributes = {
    "aria-label": area.labels[0].textContent,
    ...(area.ariaInvalid ? { "aria-invalid": area.ariaInvalid } : {}),
    ...description(root, [error, area.dataset.hint]),
  };
  const view = new EditorView({
    doc: area.value, parent: root, root,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: send }])), look, basicSetup, language, EditorView.lineWrapping,
      language.data.of({ autocomplete }), EditorView.contentAttributes.of(attributes),
    ],
  });
  followScheme(view);
  replace(area, host, view);
  if (area.dataset.line && error) mark(view, Number(area.dataset.line), Number(area.dataset.column), error);
}

const area = document.querySelector("textarea#query");
if (area) start(area);
copying();
