import { type FoundStub, parseVersion, readPlan, type ProductPhase, sameVersion, type StructureSurvey } from "@dgs/core";
import { isGap } from "../audit/look.js";
import { surveyPhase } from "../audit/survey-phase.js";
import { isJobs, readJobs } from "../commands/list-jobs.js";
import { fileRefusal } from "../refusal.js";
import { stepFailure } from "../steps/find-phase.js";
import type { ReadPlan } from "../steps/read-plans.js";
import type { StepContext } from "../steps/context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { CodeHeads } from "./code-heads.js";

/** What code found in the files of a milestone: stubs, and what only somebody who reads can tell. */
export interface StubSearch {
  readonly stubs: readonly FoundStub[];
  /** One sentence each, with its place: for the integration checker. */
  readonly questions: readonly string[];
}

/**
 * Looks for stubs in everything that the milestone made or changed, by the checks of a phase's audit. What its plans promised otherwise was held against the files at
 * the end of each phase, and a later phase may have changed it by right; a stub is none at any time.
 */
export async function findMilestoneStubs(context: StepContext, counted: readonly ProductPhase[], trees: readonly WorkTree[], { heads }: Pick<CodeHeads, "heads">): Promise<StubSearch | WorkFailure> {
  const { ports } = context;
  const plans: PlanOfPhase[] = [];
  for (const phase of counted) {
    for (const { path, summary, superseded } of phase.plans) {
      const text = superseded ? "" : ports.files.read(path);
      if (typeof text !== "string") return failed("usage", `${path} cannot be read${text === undefined ? "" : `: ${text.message}`}`);
      if (!superseded) plans.push({ plan: readPlan(text, path), summary, phase });
    }
  }
  const base = startOf(context);
  if (isFailure(base)) return base;
  const survey = await surveyPhase({ ports, trees, plans }, { heads, base });
  if (isFailure(survey)) return survey;
  const phaseOf = (name: string | undefined): ProductPhase | undefined => plans.find(({ plan }) => name !== undefined && plan.id === name)?.phase;
  const found = survey.findings.filter(isStub);
  return {
    stubs: found.map((finding) => ({ phase: phaseOf(finding.plan)?.number, text: `${placeOf(finding)}: ${finding.text}`, isGap: isGap(finding) })),
    questions: survey.questions.filter(isStub).map((question) => `${placeOf(question)}: ${question.text}`),
  };
}

interface PlanOfPhase extends Pick<ReadPlan, "plan" | "summary"> {
  readonly phase: ProductPhase;
}

function isStub({ kind }: StructureSurvey["questions"][number]): boolean {
  return kind === "stub" || kind === "todo";
}

function placeOf({ path, line }: StructureSurvey["questions"][number]): string {
  return line === undefined ? path : `${path}:${String(line)}`;
}

/** The commits that the first job of the milestone started from, by the name of the repo; where there was no job, the summaries tell what is new. */
function startOf({ ports, place, version }: StepContext): Readonly<Record<string, string>> | WorkFailure {
  const jobs = readJobs(ports.files, place);
  if (!isJobs(jobs)) return stepFailure(fileRefusal(jobs));
  const own = parseVersion(version);
  const begun = jobs.filter((job) => job.version !== undefined && own !== undefined && sameVersion(job.version, own) && job.status !== "rolled_back" && job.startShas !== undefined && job.started !== undefined);
  return [...begun].sort((a, b) => ((a.started ?? "") < (b.started ?? "") ? -1 : 1))[0]?.startShas ?? {};
}
