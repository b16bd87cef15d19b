import type { Config, Evidence, Job, PhaseExecution, PlanId, ProductPhase, Sha, ToldCommit } from "@dgs/core";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { listFolder } from "../disk.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { milestoneLabel } from "../steps/context.js";
import { branchOfPhase } from "../steps/phase-branches.js";
import { branchOfMilestone } from "../steps/trees.js";
import type { CodeRepo } from "../work/repos.js";

/** What finding the traces of a plan in repos takes. */
export interface PlanTraces {
  readonly ports: Pick<Ports, "files" | "git">;
  readonly place: Place;
  readonly config: Config;
  readonly version: string;
  readonly milestoneName: string;
  readonly phase: ProductPhase;
  /** The code repos of the product. */
  readonly repos: readonly CodeRepo[];
}

/** The commits on the milestone's branch that name a plan in their trailer `DGS-Plan`, the oldest first; `undefined` where nobody can say since when they would be there. */
export async function commitsOfPlan(traces: PlanTraces, plan: PlanId, known: { readonly job?: Job; readonly execution?: PhaseExecution }): Promise<readonly ToldCommit[] | undefined> {
  const { ports, config, repos } = traces;
  const landed = known.execution?.steps.findLast((step) => step.plan === plan && step.stage === "land")?.before;
  const found: ToldCommit[] = [];
  let isKnown = false;
  for (const [index, repo] of repos.entries()) {
    const from = known.job?.startShas?.[repo.name] ?? (index === 0 ? landed : undefined);
    const branch = config["git.worktrees"] ? (branchOfMilestone(traces) ?? branchOfPhase(traces, traces.phase)) : undefined;
    const tip = branch === undefined ? undefined : await ports.git.resolve(repo.path, `refs/heads/${branch}`);
    const head = typeof tip === "string" ? tip : await ports.git.head(repo.path);
    if (from === undefined || typeof head !== "string") continue;
    const log = await ports.git.log(repo.path, from as Sha, head);
    if ("type" in log) continue;
    isKnown = true;
    const named = typeof tip === "string" ? (branch ?? "") : "the checkout";
    found.push(...log.filter(({ body }) => isOfPlan(body, plan)).map(({ sha, subject }) => ({ repo: repo.name, sha, subject, branch: named })));
  }
  return isKnown ? found : undefined;
}

function isOfPlan(body: string, plan: PlanId): boolean {
  return body.split(/\r?\n/).some((line) => /^DGS-Plan:/i.test(line) && line.slice(line.indexOf(":") + 1).trim().toUpperCase() === plan.toUpperCase());
}

/** The logs of a plan's agents, where its worktrees still stand: each at its last line. */
export function logsOfPlan({ place, config, version, repos }: Pick<PlanTraces, "place" | "config" | "version" | "repos">, plan: PlanId): readonly Evidence[] {
  const label = milestoneLabel({ place, version });
  return repos.flatMap(({ path }) => {
    const tree = config["git.worktrees"] ? join(dirname(path), `${basename(path)}--${label}--${plan}`) : path;
    const folder = join(tree, ".dgs", "logs");
    if (!existsSync(folder)) return [];
    // As `askAgent` names them: `execute-plan-03-01-2.log`.
    const named = `-${plan.replace(/[^A-Za-z0-9.-]+/g, "-")}-`;
    const names = (listFolder(folder) ?? []).filter((name) => name.endsWith(".log") && /^\d/.test(name.slice(name.indexOf(named) + named.length)) && name.includes(named));
    return names.sort().map((name): Evidence => ({ type: "log", path: relative(place.root, join(folder, name)).split(sep).join("/"), ...lastLine(join(folder, name)) }));
  });
}

const MOST_LOG_BYTES = 8 * 1024 * 1024;

function lastLine(file: string): { readonly line?: number } {
  try {
    if (statSync(file).size > MOST_LOG_BYTES) return {};
    const lines = readFileSync(file, "utf8").replace(/[\r\n]+$/, "").split("\n").length;
    return { line: lines };
  } catch {
    // Its worktree is being removed right now.
    return {};
  }
}
