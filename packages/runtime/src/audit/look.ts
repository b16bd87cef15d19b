import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AuditGap, AuditStageOutcome } from "@dgs/core";
import { missingArtifacts } from "../phase/missing-artifacts.js";
import { verificationGaps } from "../steps/verification-gaps.js";
import type { AuditContext } from "./context.js";

/**
 * What needs no model: whether the files are there that the plans must leave behind, and what the phase's verification found missing.
 * (Seed 000, "How It Works", stage 3; design 3.8)
 */
export function look(context: AuditContext): Promise<AuditStageOutcome> {
  const { found, trees, ports } = context;
  const missing = missingArtifacts(ports.files, found.phase.plans, (file) => trees.some((tree) => existsSync(join(tree.path, file))));
  const wanted = context.plans.reduce((count, { plan }) => count + plan.mustHaves.artifacts.length, 0);
  const gaps: readonly AuditGap[] = [
    ...missing.map((path): AuditGap => ({ truth: `${path} is there`, source: "code", severity: "blocker", why: "a plan must leave it behind, and it is not in the tree", files: [path] })),
    ...verificationGaps(context, found).map((truth): AuditGap => ({ truth, source: "verifier", severity: "major" })),
  ];
  return Promise.resolve({ type: "looked", held: Math.max(0, wanted - missing.length), gate: "untouched", gaps, human: [] });
}
