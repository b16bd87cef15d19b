import { oneLine } from "../checklist/one-line.js";
import { createQuickSteps } from "./create.js";
import { formatStage } from "./stage.js";
import type { Guidance, QuickKind } from "./types.js";

/** What a new quick is made of. */
export interface NewQuick {
  readonly title: string;
  readonly kind: QuickKind;
  readonly branch: string;
  readonly base: string;
  /** With `{repo}` for the checkout's name. */
  readonly worktree: string;
  readonly guidance: readonly Guidance[];
  readonly created: string;
  readonly repos: readonly string[];
}

/**
 * Writes the file of the completion of a milestone: the work is done, and each repo has its worktree; `ready` is what a completion
 * starts from. Without a repo there is nothing to merge, and it is `completed`.
 */
export function renderCompletion(milestone: Omit<NewQuick, "kind" | "guidance">): string {
  const text = renderQuick({ ...milestone, kind: "milestone", guidance: [] });
  return text.replace("# Quick: ", "# Completion: ").replace("- **Status:** pending", `- **Status:** ${milestone.repos.length === 0 ? "completed" : "ready"}`).replace(`- **Created:** ${milestone.created}\n`, (line) => `${line}- **Started:** ${milestone.created}\n`).replaceAll("\n- [ ] ", "\n- [x] ");
}

/** Writes a new quick's file. A title is one line, whatever it was. */
export function renderQuick(quick: NewQuick): string {
  const title = oneLine(quick.title);
  const lines = [
    `# Quick: ${title}`,
    "",
    `- **Title:** ${title}`,
    `- **Kind:** ${quick.kind}`,
    "- **Status:** pending",
    `- **Branch:** ${quick.branch}`,
    `- **Base:** ${quick.base}`,
    `- **Worktree:** ${quick.worktree}`,
    `- **Guidance:** ${quick.guidance.length === 0 ? "none" : quick.guidance.join(", ")}`,
    `- **Created:** ${quick.created}`,
    "",
    "## Steps",
    "",
    ...createQuickSteps(quick.kind, quick.repos).map((step) => `- [ ] ${formatStage(step)}`),
  ];
  return `${lines.join("\n")}\n`;
}
