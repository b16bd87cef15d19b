import type { QuickEffect, RepoEffect } from "./effect.js";
import { lastRebase, standingForward } from "./history.js";
import { sectionOf, spanOf } from "./section.js";
import type { Quick, QuickStep } from "./types.js";

/** What a quick asks for now; `[]` means that it is settled. One step at a time, in the order of the file. */
export function nextForQuick(quick: Quick): readonly QuickEffect[] {
  if (quick.problems.some((problem) => problem.severity === "error")) return [];
  if (quick.status !== "in-progress" && quick.status !== "completing" && quick.status !== "abandoning") return [];
  const { start, end } = spanOf(quick.steps, sectionOf(quick));
  const index = quick.steps.findIndex((step, at) => at >= start && at < end && step.status !== "completed");
  const step = quick.steps[index];
  return [step === undefined ? { type: "settle-quick", status: settledStatus(quick) } : effectOf(quick, index, step)];
}

/** What a quick becomes when the steps of its section are used up. */
export function settledStatus(quick: Quick): "ready" | "completed" | "abandoned" {
  switch (sectionOf(quick)) {
    case "work":
      return quick.kind === "milestone-context" ? "completed" : "ready";
    case "completion":
      return "completed";
    case "abandonment":
      return "abandoned";
  }
}

function effectOf(quick: Quick, index: number, step: QuickStep): QuickEffect {
  const { title, guidance, branch, base } = quick;
  const resumed = step.cutOff !== undefined;
  const repo = step.repo ?? "";
  const common: RepoEffect = { step: index, repo, worktree: quick.worktree.replace("{repo}", () => repo), branch, base, resumed };
  const because = sectionOf(quick) === "abandonment" ? "abandoned" : "merged";
  switch (step.stage) {
    case "run agent":
      return { type: "run-agent", step: index, title, guidance, resumed };
    case "resolve conflict":
      return { type: "resolve-conflict", ...common, files: step.files ?? [] };
    case "undo rebase": {
      const to = lastRebase(quick.steps, index)?.before;
      return { type: "git-undo-rebase", ...common, ...(to === undefined ? {} : { to }) };
    }
    case "take back": {
      const { before: to, after: from } = standingForward(quick.steps, repo, index) ?? {};
      return { type: "git-take-back", ...common, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    }
    case "remove worktree":
      return { type: "git-remove-worktree", ...common, because };
    case "remove branch":
      return { type: "git-remove-branch", ...common, because };
    case "create worktree":
    case "commit":
    case "fetch":
    case "rebase":
    case "gate":
    case "fast-forward":
    case "push":
    case "keep":
      return { type: PLAIN[step.stage], ...common };
  }
}

const PLAIN = {
  "create worktree": "git-add-worktree",
  commit: "git-commit",
  fetch: "git-fetch",
  rebase: "git-rebase",
  gate: "run-gate",
  "fast-forward": "git-fast-forward",
  push: "git-push",
  keep: "git-keep",
} as const;
