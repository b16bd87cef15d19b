import { existsSync } from "node:fs";
import { join } from "node:path";
import { joinPath, type OutboxFile, type PhaseEffect, type PhaseExecution, phaseFilePath, type PhaseStageOutcome, type PlanningPath, projectFile, readVerification, type Verification, verifyPhasePrompt } from "@dgs/core";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import { reopenVerification } from "../steps/reopen-verification.js";
import { askAgent } from "../work/ask-agent.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { putFile } from "../work/put-file.js";
import { watchTree } from "../work/watch-tree.js";
import { writeFiles } from "../work/write-files.js";
import { type PhaseContext, stageOutcomeOf } from "./context.js";
import { missingArtifacts } from "./missing-artifacts.js";
import { withFacts } from "./with-facts.js";

/**
 * Has the verifier look whether the phase reached its goal. The route is decided by the front matter of what it leaves, never by prose; a word that
 * contradicts itself or what lies in the tree goes back to a fresh verifier. (Seed 004, "verify_phase_goal"; design 3.8)
 */
export async function verifyGoal(context: PhaseContext, effect: Extract<PhaseEffect, { readonly type: "verify-phase" }>, _execution: PhaseExecution): Promise<PhaseStageOutcome> {
  const found = findPlannedPhase(context, context.found.phase.number);
  if (isFailure(found)) return stageOutcomeOf(found);
  if (!context.config["workflow.verifier"]) return { type: "verified", verdict: "off", note: "verification is switched off (workflow.verifier)" };
  const path = found.folder.documents.VERIFICATION ?? phaseFilePath(found.folder.path, found.phase.number, "VERIFICATION");
  const known = knownVerdict(context, path);
  // What passed is taken back by whatever changes the code, so it holds. Another word is only that of this very stage where it was cut off behind it.
  if (known?.status === "passed" || (effect.resumed && known !== undefined)) return outcomeOf(known);
  const reopened = await writeFiles(context, reopenVerification(context, found.folder.documents.VERIFICATION));
  if (reopened !== undefined) return stageOutcomeOf(reopened);
  const answer = await askVerifier(context, found);
  if (typeof answer === "object") return stageOutcomeOf(answer);
  const text = withFacts(answer, { verified: context.ports.clock.now() });
  const refused = await writeFiles(context, putFile(context, path, text));
  return refused === undefined ? outcomeOf(readVerification(text, path)) : stageOutcomeOf(refused);
}

function knownVerdict(context: PhaseContext, path: PlanningPath): Verification | undefined {
  const text = context.ports.files.read(path);
  const verification = typeof text === "string" ? readVerification(text, path) : undefined;
  return verification === undefined || verification.status === "unknown" ? undefined : verification;
}

async function askVerifier(context: PhaseContext, found: PhaseInFolder): Promise<string | WorkFailure> {
  const watched = await Promise.all(context.trees.map((tree) => watchTree(context.ports, tree.path)));
  const missing = missingArtifacts(context.ports.files, found.phase.plans, (file) => context.trees.some((tree) => existsSync(join(tree.path, file))));
  return askAgent<string>(context, {
    role: "verifier",
    purpose: `verify-phase ${found.label} ${String(found.phase.plansDone)}`,
    cwd: context.trees[0]?.path ?? context.place.base,
    prompt: (findings) => verifyPhasePrompt(found.phase.number, verifierInputs(context, found), findings),
    accept: async (files) => {
      const changed = (await Promise.all(watched.map((changes) => changes()))).flat();
      if (changed.length > 0) return { type: "findings", findings: [`files were changed, which a verifier must not do: put them back (${changed.slice(0, 5).join(", ")})`] };
      return acceptVerification(files, missing);
    },
  });
}

function verifierInputs(context: PhaseContext, found: PhaseInFolder): ReturnType<typeof promptInputs> {
  return promptInputs(context.ports.files, [
    ["The roadmap", projectFile(context.place.project, "ROADMAP")],
    ["The requirements", joinPath(context.place.project, "REQUIREMENTS.md")],
    ...found.folder.plans.flatMap((plan) => [[`Plan ${plan.id}`, plan.path], [`Summary of plan ${plan.id}`, plan.summary]] as const),
  ]);
}

function acceptVerification(files: readonly OutboxFile[], missing: readonly string[]): string | Findings {
  const file = files.find((each) => each.path.endsWith("VERIFICATION.md"));
  if (file === undefined) return { type: "findings", findings: ["the outbox has no VERIFICATION.md"] };
  const verification = readVerification(file.text, file.path);
  const errors = verification.problems.filter((problem) => problem.severity === "error").map(formatFinding);
  const said = verification.status === "unknown" ? [...verification.problems.map(formatFinding), "its front matter has no `status: passed`, `gaps_found` or `human_needed`"] : errors;
  const findings = [...new Set(said), ...contradictions(verification), ...unexplained(verification, file.text, missing)];
  return findings.length === 0 ? file.text : { type: "findings", findings };
}

/** A status that the same front matter denies. */
function contradictions({ status, gaps, score }: Verification): readonly string[] {
  if (status !== "passed") return [];
  const [, verified, all] = /(\d+)\s*\/\s*(\d+)/.exec(score ?? "") ?? [];
  return [
    ...(gaps.length === 0 ? [] : [`it says \`passed\` and lists ${gaps.length === 1 ? "a gap" : `${String(gaps.length)} gaps`}: say \`gaps_found\`, or take out what is no gap`]),
    ...(verified === undefined || Number(verified) >= Number(all) ? [] : [`it says \`passed\` with the score ${score ?? ""}: say \`gaps_found\`, or correct the score`]),
  ];
}

/** A file that a plan must leave behind and that is not there may have moved since: then the verification says so. */
function unexplained({ status }: Verification, text: string, missing: readonly string[]): readonly string[] {
  if (status === "gaps_found") return [];
  return missing.filter((path) => !text.includes(path)).map((path) => `${path}, which a plan must leave behind, is not in the tree: say \`gaps_found\`, or say in the text why it is not needed any more`);
}

function outcomeOf(verification: Verification): PhaseStageOutcome {
  const { status, score } = verification;
  const verdict = status === "unknown" ? "gaps_found" : status;
  const told = verdict === "gaps_found" ? `${String(Math.max(1, verification.gaps.length))} gaps found` : verdict === "human_needed" ? `${String(Math.max(1, verification.human.length))} checks for a person` : undefined;
  const note = [told, score].filter((part) => part !== undefined).join(", ");
  return { type: "verified", verdict, ...(note === "" ? {} : { note }) };
}
