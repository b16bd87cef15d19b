import { type CancelSignal, type UatAnswer, uatStanding, uatStatus } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { activeMilestoneOf, type LoadedProduct, loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { createSpending } from "../spending/create-spending.js";
import { usageNameOf } from "../spending/usage-files.js";
import type { StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { askTests, type Tested, type UatQuestionAsked } from "../uat/ask-tests.js";
import type { UatContext } from "../uat/context.js";
import { diagnoseIssues } from "../uat/diagnose-issues.js";
import { findTarget, type PhaseToTest } from "../uat/find-target.js";
import { openUat } from "../uat/open-uat.js";
import { passUntested } from "../uat/pass-untested.js";
import { readNow } from "../uat/record-answer.js";
import { reportUat } from "../uat/report-uat.js";
import { settleStatus } from "../uat/settle-status.js";
import { versionInUse } from "../version-in-use.js";
import { isFailure } from "../work/context.js";
import type { RunEvent } from "./reports.js";
import type { VerifyWorkReport } from "./verify-work-reports.js";

/** Asks the person at the terminal. */
export interface AskUat {
  /** Which of several phases; `undefined`: none. */
  readonly phase: (phases: readonly PhaseToTest[]) => Promise<string | undefined>;
  /** `undefined` stops: what is answered stays answered. */
  readonly test: (question: UatQuestionAsked) => Promise<UatAnswer | undefined>;
  /** Whether the gaps are to be diagnosed and planned now. */
  readonly diagnose: (gaps: number) => Promise<boolean>;
}

/** What `dgs verify-work` is told. */
export interface VerifyWorkInput {
  /** `3`, `03`, `2.1`; absent: the phase that is carried out and not tested yet. */
  readonly phase?: string;
  /** Passes what has no answer, without a test. */
  readonly auto: boolean;
  /** Asks again what had an issue or was skipped. */
  readonly again: boolean;
  /** Has the gaps diagnosed without asking. */
  readonly diagnose: boolean;
  /** Who runs it, for what `--auto` writes: `ada@host`. */
  readonly by: string;
  /** Absent: nobody can be asked. */
  readonly ask?: AskUat;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Ports with or without agents: without, nothing is diagnosed. */
export type VerifyWorkPorts = Omit<Ports, "agents"> & Partial<Pick<Ports, "agents">>;

/**
 * Lets a person accept a phase, one deliverable at a time. Each answer is in the UAT file before the next question is
 * asked: it can be stopped at any moment, and goes on where it was. (Seed 000, "Verification Decision Matrix")
 */
export async function verifyWork(ports: VerifyWorkPorts, place: Place, input: VerifyWorkInput): Promise<VerifyWorkReport | Refusal> {
  const loaded = loadProduct(ports.files, place);
  const milestone = isRefusal(loaded) ? loaded : activeMilestoneOf(loaded);
  if (isRefusal(loaded)) return loaded;
  if (isRefusal(milestone)) return milestone;
  const context: UatContext = { ports, place };
  const found = await findTarget(context, loaded, input.phase, input.ask?.phase);
  if (isRefusal(found)) return found;
  const version = versionInUse(ports.files, place, milestone.version);
  const run = { context, found, version, milestoneName: milestone.name, input };
  const tested = await (input.auto ? passAll(run) : input.ask === undefined ? lookOnly(run) : askTests(context, found, { ...input, ask: input.ask.test }));
  if (isRefusal(tested)) return tested;
  const diagnosis = await diagnoseWhereWanted(ports, run, tested, loaded);
  // Every answer is in the file: that another runner holds the milestone is told, and takes nothing back.
  const told = isRefusal(diagnosis) ? { error: `${diagnosis.message}. ${diagnosis.remedy}` } : diagnosis;
  const now = told === undefined ? tested : readNow(context, tested.path);
  return isRefusal(now) ? now : reportUat({ found, version, auto: input.auto, stopped: input.signal.aborted, tested: { ...tested, uat: now.uat }, ...(told === undefined ? {} : { diagnosis: told }) });
}

interface UatRun {
  readonly context: UatContext;
  readonly found: PhaseInFolder;
  readonly version: string;
  readonly milestoneName: string;
  readonly input: VerifyWorkInput;
}

async function passAll({ context, found, input }: UatRun): Promise<Tested | Refusal> {
  const passed = await passUntested(context, found, `run by ${input.by}`);
  const opened = isRefusal(passed) ? passed : openUat(context, found);
  if (isRefusal(passed)) return passed;
  if (isRefusal(opened)) return opened;
  const settled = await settleStatus(context, opened.path);
  if (isRefusal(settled)) return settled;
  const numbers = passed.passed.map(({ number }) => number);
  return { path: opened.path, uat: settled, added: passed.added, answered: settled.tests.filter(({ number }) => numbers.includes(number)) };
}

/** Where nobody can be asked nothing is written, either: only what would be asked is told. */
function lookOnly({ context, found }: UatRun): Promise<Tested | Refusal> {
  const opened = openUat(context, found);
  return Promise.resolve(isRefusal(opened) ? opened : { ...opened, answered: [] });
}

type Diagnosis = NonNullable<VerifyWorkReport["diagnosis"]>;

/** A diagnosis is asked for, or wanted by the command line; what `--auto` has passed needs none. */
async function diagnoseWhereWanted(ports: VerifyWorkPorts, run: UatRun, { uat, path }: Tested, loaded: LoadedProduct): Promise<Diagnosis | undefined | Refusal> {
  const { context, found, version, milestoneName, input } = run;
  const { open, gaps } = uatStanding(uat);
  const { agents } = ports;
  if (agents === undefined || input.auto || open.length > 0 || gaps.length === 0 || uatStatus(uat) === "diagnosed" || input.signal.aborted) return undefined;
  if (!input.diagnose && (await input.ask?.diagnose(gaps.length)) !== true) return undefined;
  const full: Ports = { ...ports, agents };
  return underLock<{ readonly plans: readonly string[] } | { readonly error: string }>(full, lockJob(full, context.place, version), async () => {
    const runId = full.newId();
    const spending = createSpending({ ports: full, place: context.place, config: loaded.config, name: usageNameOf(version), runId });
    const step: StepContext = { ports: full, place: context.place, config: loaded.config, version, milestoneName, signal: input.signal, onEvent: input.onEvent, inJob: false, runId, spending, spentOn: { milestone: version, step: `/dgs:verify-work ${found.label}`, phase: found.label } };
    const plans = await diagnoseIssues(step, { found, path });
    if (!isFailure(plans)) return { plans };
    return { error: plans.type === "interrupted" ? "it was stopped" : plans.error };
  });
}
