// How the editor looks: the site's own colours, which reach into the shadow root as custom properties.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { Compartment } from "@codemirror/state";
import { tags } from "@lezer/highlight";

const DARK = matchMedia("(prefers-color-scheme: dark)");
const RULES = {
  "&": { fontSize: "1rem", backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-content": { fontFamily: "ui-monospace, monospace", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-scroller": { minHeight: "14em", maxHeight: "60vh", overflow: "auto" },
  ".cm-gutters": { fontFamily: "ui-monospace, monospace", backgroundColor: "var(--wash)", color: "var(--soft)", borderColor: "var(--line)" },
  ".cm-activeLine": { backgroundColor: "light-dark(#0000000a, #ffffff12)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--line)", color: "var(--ink)" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-button, .cm-textfield": { background: "var(--paper)", color: "var(--ink)", borderColor: "var(--soft)", borderRadius: ".35rem", fontSize: ".85rem" },
  ".cm-textfield::placeholder": { color: "var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", lineHeight: 1.4 },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent)", color: "var(--paper)" },
};

// A browser that does not know light-dark() ignores the colour and shows the ink, which can be read.
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "light-dark(#7a1fa2, #d9a6ff)", fontWeight: "bold" },
  { tag: tags.standard(tags.variableName), color: "light-dark(#00607a, #7fd4e8)" },
  { tag: tags.local(tags.variableName), color: "light-dark(#8a4200, #f0b873)" },
  { tag: tags.atom, color: "light-dark(#0b4f8a, #8cc8f5)" },
  { tag: tags.string, color: "light-dark(#0f622f, #9bdc9b)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.meta, color: "var(--soft)" },
]);

const THEMES = { true: EditorView.theme(RULES, { dark: true }), false: EditorView.theme(RULES) };
const theme = new Compartment();

export const look = [theme.of(THEMES[DARK.matches]), syntaxHighlighting(COLOURS)];

export function followScheme(view) {
  DARK.addEventListener("change", () => view.dispatch({ effects: theme.reconfigure(THEMES[DARK.matches]) }));
}
