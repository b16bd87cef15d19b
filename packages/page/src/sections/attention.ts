import type { MilestoneReport, ReportedAttention } from "@dgs/runtime";
import { evidence } from "../markup/facts.js";
import { section } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { wholeLine } from "../markup/shown-text.js";
import { command } from "./head.js";

const WORDS: Readonly<Record<ReportedAttention["what"], string>> = { "failed-step": "Failed step", "checkpoint": "Checkpoint", "approval": "Approval", "human-needed": "To be looked at", "gap": "Gap", "problem": "Problem", "kept-work": "Kept work" };

/** What needs a person, the most urgent first. */
export function attentionSection({ attention }: MilestoneReport): Markup {
  if (attention.length === 0) return section("attention", "Needs a person", h("p", { class: "calm" }, "Nothing."));
  return section("attention", "Needs a person", h("ol", { class: "attention" }, attention.map(({ what, text, at, command: todo }) =>
    h("li", { "data-what": what }, h("span", { class: "tag" }, WORDS[what]), " ", wholeLine(text), h("div", { class: "beside" }, evidence(at), todo === undefined ? undefined : command(todo))))));
}

/** How to undo it, with commands to copy. */
export function undoSection({ undo }: MilestoneReport): Markup {
  return section("undo", "How to undo it", undo.length === 0 ? h("p", { class: "calm" }, "There is nothing to undo.") : h("ol", { class: "undo" }, undo.map(({ command: todo, why }) => h("li", null, command(todo), h("div", { class: "beside" }, wholeLine(why))))));
}
