import { formatPhaseNumber, type Job, parseJobFileName, parsePhaseNumber, parseWhySubject, phaseOfPlan, type ProductPhase, samePhase, slugify, type WhySubject } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import { findJobPaths } from "../find-job-paths.js";
import { readJobAt } from "../load-jobs.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";

/** Finds the candidate that a misspelt word was meant to be. */
export type FindNear = (word: string, candidates: readonly string[]) => string | undefined;

/** A subject that is there. */
export type FoundSubject =
  | { readonly type: "phase"; readonly phase: ProductPhase }
  | { readonly type: "plan"; readonly phase: ProductPhase; readonly plan: ProductPhase["plans"][number] }
  | { readonly type: "job"; readonly version: string }
  | { readonly type: "step"; readonly version: string; readonly step: number }
  | { readonly type: "milestone" };

/** What finding a subject takes. */
export interface SubjectQuestion {
  readonly files: Ports["files"];
  readonly place: Place;
  readonly loaded: LoadedProduct;
  readonly near: FindNear;
}

/** Finds what is asked about; without a word the job that is open, else the phase that is next, else the milestone. What is not there is refused, with names that are near. */
export function findSubject(question: SubjectQuestion, text: string | undefined): FoundSubject | Refusal {
  const { loaded } = question;
  if (text === undefined || text.trim() === "") {
    const job = openJobOf(question);
    if (job?.version !== undefined) return { type: "job", version: job.version };
    return loaded.product.next === undefined ? { type: "milestone" } : { type: "phase", phase: loaded.product.next };
  }
  const subject = parseWhySubject(text) ?? namedPhase(loaded, text);
  if (isRefusal(subject)) return subject;
  if (subject === undefined) return refuse("why-unread", `${JSON.stringify(text)} names no phase, plan, step or job`, `${near(question, text)}Write it like 3, 03-01, v1.0 or v1.0 4.`);
  switch (subject.type) {
    case "phase":
      return foundPhase(question, subject, text);
    case "plan":
      return foundPlan(question, subject, text);
    case "job":
      return { type: "job", version: subject.version };
    case "step": {
      const version = subject.version ?? openJobOf(question)?.version;
      return version === undefined ? refuse("no-open-job", `no job is open that has a step ${String(subject.step)}`, "Say which job is meant: dgs why v1.0 4; `dgs list-jobs` shows the jobs.") : { type: "step", version, step: subject.step };
    }
  }
}

/** Which of several phases of one name is meant, nobody can tell. */
function namedPhase({ product }: LoadedProduct, text: string): Extract<WhySubject, { type: "phase" }> | Refusal | undefined {
  const wanted = slugify(text);
  const [phase, ...more] = wanted === "" ? [] : product.phases.filter(({ name }) => slugify(name) === wanted);
  if (phase === undefined) return undefined;
  if (more.length === 0) return { type: "phase", phase: phase.number };
  return refuse("why-unread", `${String(more.length + 1)} phases are called ${JSON.stringify(text.trim())}: ${[phase, ...more].map(({ number }) => formatPhaseNumber(number)).join(", ")}`, "Say which one is meant by its number.");
}

function foundPhase(question: SubjectQuestion, { phase: number }: Extract<WhySubject, { type: "phase" }>, text: string): FoundSubject | Refusal {
  const { loaded } = question;
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number) || samePhase(each.number, parsePhaseNumber(text, "custom") ?? number));
  if (phase !== undefined) return { type: "phase", phase };
  const byName = namedPhase(loaded, text);
  if (isRefusal(byName)) return byName;
  if (byName !== undefined) return foundPhase(question, byName, byName.phase);
  const other = loaded.product.others.find((each) => samePhase(each.number, number));
  const of = other === undefined ? "" : `; there is one in ${other.milestone === undefined ? "another milestone" : `milestone ${other.milestone}`}, which is not the active one`;
  return refuse("phase-missing", `the active milestone has no phase ${formatPhaseNumber(number)}${of}`, `${near(question, text)}\`dgs progress\` lists the phases.`, other?.folder === undefined ? {} : { at: other.folder.path });
}

function foundPlan(question: SubjectQuestion, { plan: id }: Extract<WhySubject, { type: "plan" }>, text: string): FoundSubject | Refusal {
  const { product } = question.loaded;
  const phase = product.phases.find((each) => samePhase(each.number, phaseOfPlan(id)));
  const plan = phase?.plans.find((each) => each.id.toUpperCase() === id.toUpperCase());
  if (phase !== undefined && plan !== undefined) return { type: "plan", phase, plan };
  const custom = foundCustom(question, text);
  if (custom !== undefined) return custom;
  if (phase === undefined) return refuse("phase-missing", `the active milestone has no phase ${formatPhaseNumber(phaseOfPlan(id))}, and so no plan ${id}`, `${near(question, text)}\`dgs progress\` lists the phases.`);
  const own = phase.plans.map((each) => each.id);
  return refuse("plan-missing", `phase ${formatPhaseNumber(phase.number)} has no plan ${id}`, own.length === 0 ? `It has no plans yet: \`dgs why ${formatPhaseNumber(phase.number)}\` says why.` : `${near(question, text)}Its plans are ${own.join(", ")}.`, phase.folder === undefined ? {} : { at: phase.folder.path });
}

/** An id of a project's own, `AUTH-101`, looks like the plan 101 of a phase AUTH. */
function foundCustom({ loaded }: SubjectQuestion, text: string): FoundSubject | undefined {
  const word = text.replace(/^(?:phase|plan)\s+/i, "").toUpperCase();
  const phase = loaded.product.phases.find((each) => each.number.toUpperCase() === word);
  const owner = loaded.product.phases.find((each) => each.plans.some((plan) => plan.id.toUpperCase() === word));
  const plan = owner?.plans.find((each) => each.id.toUpperCase() === word);
  return phase !== undefined ? { type: "phase", phase } : owner !== undefined && plan !== undefined ? { type: "plan", phase: owner, plan } : undefined;
}

/** The job that is open, one that is under way before one that waits. */
function openJobOf({ files, place }: Pick<SubjectQuestion, "files" | "place">): Job | undefined {
  const paths = findJobPaths(files, place);
  const open = isFileRefusal(paths) ? [] : paths.filter((path) => !/(?:^|\/)jobs\/completed\//.test(path));
  for (const path of open) {
    const job = readJobAt(files, place, path);
    if (!("type" in job) && job.status !== "rolled_back") return job;
  }
  return undefined;
}

/** `Did you mean 03-01? `, or what has the word in its name; empty where nothing is near. */
function near({ files, place, loaded, near: find }: SubjectQuestion, text: string): string {
  const word = text.trim().replace(/^(?:phase|plan|job)\s+/i, "");
  const { phases } = loaded.product;
  const paths = findJobPaths(files, place);
  const versions = (isFileRefusal(paths) ? [] : paths).flatMap((path) => parseJobFileName(path.slice(path.lastIndexOf("/") + 1))?.version ?? []);
  const names = new Map([...phases.map((phase) => [slugify(phase.name), formatPhaseNumber(phase.number)] as const), ...[...phases.map((phase) => formatPhaseNumber(phase.number)), ...phases.flatMap((phase) => phase.plans.map(({ id }) => String(id))), ...versions].map((each) => [each.toLowerCase(), each] as const)].filter(([name]) => name !== ""));
  const slug: string = slugify(word);
  const isNear = (name: string): boolean => name.length > 2 && slug.length > 1 && (name.includes(slug) || slug.includes(name));
  const within = phases.filter((phase) => isNear(slugify(phase.name))).map((phase) => formatPhaseNumber(phase.number));
  // Of one letter anything is near.
  const close = word.length < 2 ? undefined : find(word.toLowerCase(), [...names.keys()]);
  const found = [...new Set([...within.slice(0, 3), ...(close === undefined ? [] : [names.get(close) ?? close])])];
  return found.length === 0 ? "" : `Did you mean ${found.map((each) => `${each}${titleOf(phases, each)}`).join(" or ")}? `;
}

function titleOf(phases: readonly ProductPhase[], label: string): string {
  const phase = phases.find((each) => formatPhaseNumber(each.number) === label);
  return phase === undefined || phase.name === "" ? "" : ` (${phase.name})`;
}
