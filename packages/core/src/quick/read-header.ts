import { headerReader } from "../checklist/header-reader.js";
import type { Report } from "../checklist/report.js";
import type { Field } from "../markdown/field.js";
import { isBranchName, isWorktreeName } from "./names.js";
import type { Guidance, Quick, QuickKind, QuickStatus } from "./types.js";

type Header = Omit<Quick, "path" | "steps" | "problems">;

const KINDS: readonly QuickKind[] = ["product-level", "milestone-context", "milestone"];
const STATUSES: readonly QuickStatus[] = ["pending", "in-progress", "ready", "completing", "completed", "abandoning", "abandoned", "failed"];
const GUIDANCE: readonly Guidance[] = ["full", "debug"];

/** Reads the header fields of a quick. Names that git or a file system would take for something else are errors. */
export function readQuickHeader(source: string, fields: readonly Field[], slug: string, report: Report): Header {
  const { find, bad, word, counts, times } = headerReader(source, fields, report);
  const checked = (name: string, holds: (text: string) => boolean, remedy: string): string => {
    const { text } = find(name);
    if (!holds(text)) bad(name, remedy);
    return text;
  };
  const kind = KINDS.find((each) => each === find("Kind").text.toLowerCase());
  if (kind === undefined) bad("Kind", `Use one of ${KINDS.join(", ")}.`);
  const title = find("Title").text;
  return {
    title: title === "" ? slug : title,
    kind: kind ?? "product-level",
    status: word("Status", STATUSES, "pending", "failed"),
    branch: checked("Branch", isBranchName, "Write the name of the branch that the quick works on."),
    base: checked("Base", isBranchName, "Write the name of the base branch, such as `main`."),
    worktree: checked("Worktree", isWorktreeName, "Write the name of a folder beside the checkout, such as `{repo}--quick-fix-auth`."),
    guidance: readGuidance(find("Guidance").text, () => { bad("Guidance", "Write `none`, `full`, `debug` or `full, debug`."); }),
    races: counts("Races", '{"app":1}'),
    ...times(),
  };
}

function readGuidance(text: string, bad: () => void): readonly Guidance[] {
  const words = text.toLowerCase().split(/[\s,]+/).filter((word) => word !== "" && word !== "none");
  if (words.some((word) => !GUIDANCE.some((each) => each === word))) bad();
  return GUIDANCE.filter((each) => words.includes(each));
}
