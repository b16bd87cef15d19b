import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { formatPhaseNumber, type PlanningPath, type ProductPhase, readMilestoneAudit, readUat, sameVersion, uatStanding } from "@dgs/core";
import { isJobs, readJobs } from "../commands/list-jobs.js";
import { readOpenQuicks } from "../load-quicks.js";
import { fileRefusal, isFileRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { allArchivePaths, archivePaths } from "./archive-paths.js";
import type { CompletionContext } from "./context.js";

/** What the look at a milestone needs: planning files alone. */
export interface MilestoneToLookAt extends Pick<CompletionContext, "place" | "loaded" | "version"> {
  readonly ports: Pick<CompletionContext["ports"], "files">;
}

/** What has to be looked at before a milestone is completed; nothing of it stands in the way by itself. */
export interface OpenItems {
  readonly audited: string | undefined;
  /** The commit of each repo that the audit has looked at, by its name. */
  readonly heads: Readonly<Record<string, string>>;
  readonly techDebt: readonly string[];
  readonly humanNeeded: readonly string[];
}

/**
 * Says why a milestone cannot be completed, or what a person has to know of before it is. Fails closed: what cannot be
 * read, and what is not there, is a no. (design 3.5)
 */
export function lookAtMilestone(context: MilestoneToLookAt): OpenItems | Refusal {
  const { loaded, version } = context;
  const counted = loaded.product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return refuse("milestone-empty", `${version} has no phase: nothing of it can be completed`, "Correct the roadmap, or `milestone:` in STATE.md.");
  const open = counted.filter(({ status }) => status !== "complete");
  if (open.length > 0) return refuse("phases-open", `phases of ${version} are not complete: ${open.map((phase) => `${formatPhaseNumber(phase.number)} (${phase.status}, verification ${phase.verification})`).join(", ")}`, "`dgs progress` shows what is left of each.", { exit: "gaps" });
  const waiting = refuseWork(context) ?? refuseArchive(context);
  if (waiting !== undefined) return waiting;
  const audit = lookAtAudit(context, counted);
  if ("exit" in audit) return audit;
  const humanNeeded = lookAtPeople(context, counted);
  return "exit" in humanNeeded ? humanNeeded : { ...audit, humanNeeded };
}

/** A job or a quick that works on the milestone would be cut off in the middle. */
function refuseWork({ ports, place, version }: MilestoneToLookAt): Refusal | undefined {
  const jobs = readJobs(ports.files, place);
  if (!isJobs(jobs)) return fileRefusal(jobs);
  const busy = jobs.find((job) => job.version !== undefined && sameVersion(job.version, version) && (job.status === "in-progress" || job.status === "failed"));
  if (busy !== undefined) return refuse("job-in-progress", `the job of ${version} is not done (${busy.status})`, `Run it to its end (dgs run-job ${version}), or take it back (dgs cancel-job ${version}).`, { at: busy.path, exit: "human-needed" });
  const quicks = readOpenQuicks(ports.files, place);
  if (isFileRefusal(quicks)) return fileRefusal(quicks);
  const quick = quicks.find(({ kind }) => kind === "milestone-context");
  return quick === undefined ? undefined : refuse("quick-open", `the quick ${JSON.stringify(quick.title)} works in the milestone's worktree and has not ended`, "End it (dgs quick) or give it up (dgs abandon-quick) first.", { at: quick.path, exit: "human-needed" });
}

function refuseArchive({ place, version }: MilestoneToLookAt): Refusal | undefined {
  const there = allArchivePaths(archivePaths(place.project, version)).find((path) => existsSync(join(place.root, path)));
  if (there === undefined) return undefined;
  return refuse("archive-exists", `${there} is there already: nothing is written over it`, "Look at it, and move it away if it is not the archive of this milestone.", { at: there });
}

function lookAtAudit(context: MilestoneToLookAt, counted: readonly ProductPhase[]): Omit<OpenItems, "humanNeeded"> | Refusal {
  const { ports, place, version } = context;
  const path = milestoneAuditPath(context);
  const again = "Have it audited: dgs audit-milestone.";
  const text = ports.files.read(path);
  if (isFileRefusal(text)) return fileRefusal(text);
  if (text === undefined) return refuse("milestone-not-audited", `${version} was not audited: there is no ${path}`, again, { exit: "gaps" });
  const audit = readMilestoneAudit(text, path);
  if (audit.status !== "passed" && audit.status !== "tech_debt") return refuse("milestone-audit-not-passed", `the audit of ${version} says ${audit.status}`, audit.status === "human_needed" ? `See to what waits for a person there, and audit again. ${again}` : `Close its gaps and audit again. ${again}`, { at: path, exit: audit.status === "human_needed" ? "human-needed" : "gaps", problems: audit.problems });
  if (audit.humanNeeded.length > 0) return refuse("milestone-audit-not-passed", `the audit of ${version} says ${audit.status}, and ${String(audit.humanNeeded.length)} things in it wait for a person`, `See to them and audit again. ${again}`, { at: path, exit: "human-needed" });
  if (audit.gaps.length > 0) return refuse("milestone-audit-not-passed", `the audit of ${version} says ${audit.status} and lists ${String(audit.gaps.length)} gaps`, again, { at: path, exit: "gaps" });
  const audited = audit.audited === undefined ? Number.NaN : Date.parse(audit.audited);
  if (Number.isNaN(audited)) return refuse("milestone-audit-undated", `the audit does not say when ${version} was audited`, again, { at: path, exit: "gaps" });
  const newer = newerThan(place.root, audited, counted);
  if (newer !== undefined) return refuse("milestone-audit-stale", `the audit of ${version} is older than ${newer}: it speaks of what was there before`, again, { at: path, exit: "gaps" });
  return { audited: audit.audited, heads: audit.heads, techDebt: audit.techDebt.flatMap(({ phase, items }) => items.map((item) => (phase === "" ? item : `phase ${phase}: ${item}`))) };
}

/** By the times of the files: what was written behind the audit was not looked at. A fresh clone has new times, and is audited again. */
function newerThan(root: string, audited: number, counted: readonly ProductPhase[]): PlanningPath | undefined {
  const looked = counted.flatMap(({ folder, plans }) => [folder?.documents.VERIFICATION, ...plans.map(({ summary }) => summary)]);
  return looked.find((path) => path !== undefined && (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) > audited);
}

/** What only a person can say: tests without an answer, tests that nobody made, and what a job has left to a person. An issue is a no. */
function lookAtPeople({ ports, place, version }: MilestoneToLookAt, counted: readonly ProductPhase[]): readonly string[] | Refusal {
  const items: string[] = [];
  for (const { number, folder } of counted) {
    const label = formatPhaseNumber(number);
    for (const path of [folder?.documents.UAT, folder?.documents["HUMAN-UAT"]]) {
      const text = path === undefined ? undefined : ports.files.read(path);
      if (path === undefined || text === undefined) continue;
      if (isFileRefusal(text)) return fileRefusal(text);
      const uat = readUat(text, path);
      const { open, issues, gaps } = uatStanding(uat);
      if (issues.length > 0 || gaps.length > 0) return refuse("uat-issues-open", `phase ${label} has issues: ${[...issues.map(({ name }) => name), ...gaps.map(({ truth }) => truth)].slice(0, 5).join("; ")}`, `Close them, then let them be tested again: dgs verify-work ${label} --again.`, { at: path, exit: "gaps" });
      items.push(...open.map((test) => `phase ${label}, test ${String(test.number)}: ${test.name} (${test.result})`));
      items.push(...uat.tests.filter(({ reason }) => reason?.startsWith("not tested: ") === true).map((test) => `phase ${label}, test ${String(test.number)}: ${test.name} (passed without a test)`));
    }
  }
  const jobs = readJobs(ports.files, place);
  if (!isJobs(jobs)) return fileRefusal(jobs);
  const own = jobs.filter((job) => job.version !== undefined && sameVersion(job.version, version) && job.status === "completed");
  return [...new Set([...items, ...own.flatMap(({ steps }) => steps.flatMap(({ humanNeeded }) => humanNeeded))])];
}
