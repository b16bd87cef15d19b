import { placeOf } from "@dgs/core";
import type { MilestoneReport } from "@dgs/runtime";
import { count, moment } from "../markup/facts.js";
import { section } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, wholeLine } from "../markup/shown-text.js";
import { command } from "./head.js";

/** What could not be read, or is wrong in the files; nothing where all is well. */
export function findingsSection({ problems, unread }: MilestoneReport): Markup {
  if (problems.length === 0 && unread === 0) return undefined;
  return section("findings", "What could not be read",
    unread === 0 ? undefined : h("p", null, `${count(unread, "line or record", "lines and records")} could not be read, and ${unread === 1 ? "is" : "are"} missing here.`),
    problems.length === 0 ? undefined : h("ul", null, problems.map((problem) => h("li", null, h("span", { class: "tag" }, problem.severity), " ", h("code", { class: "at" }, line(placeOf(problem), 200)), " ", wholeLine(problem.message, 400), " ", wholeLine(problem.remedy, 400)))));
}

/** The last lines: of when it is, and how to have it anew. */
export function foot({ made, version }: MilestoneReport): Markup {
  return h("footer", null, h("p", null, "Made ", moment(made), " UTC from files and git by ", command(`dgs report ${version}`), ". Nothing in this page leads anywhere or loads anything."));
}
