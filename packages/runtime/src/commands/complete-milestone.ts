import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CancelSignal, completionPath, parseVersion, type Quick, quickMachine, renderCompletion, sameVersion } from "@dgs/core";
import { archivedPaths, archiveFolders, archiveMilestone } from "../completion/archive.js";
import { allArchivePaths, archivePaths } from "../completion/archive-paths.js";
import type { CompletionContext } from "../completion/context.js";
import { type CompletionTrees, findTrees, treesInFile } from "../completion/find-trees.js";
import { lookAtMilestone, type OpenItems } from "../completion/gate.js";
import { shippedOn } from "../completion/shipped-on.js";
import { refuseOtherCode } from "../completion/refuse-other-code.js";
import { refuseTag, tagOf, tagRepos } from "../completion/tag.js";
import { driveQuick } from "../drive-quick.js";
import { lockJob } from "../job-lock.js";
import { loadProduct } from "../load-product.js";
import { loadQuickTexts } from "../load-quicks.js";
import { declaredTests } from "../milestone/declared-tests.js";
import { refuseWork } from "../milestone/open-milestone.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { versionInUse } from "../version-in-use.js";
import { isFailure } from "../work/context.js";
import { commitPlanningFiles } from "../work/commit-planning-files.js";
import type { CompletionPreview, CompletionReport } from "./complete-milestone-reports.js";
import type { QuickReport } from "./quick-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs complete-milestone` is told. */
export interface CompleteMilestoneInput {
  readonly version: string;
  /** What the person has seen and confirmed; what differs by now is a refusal. */
  readonly preview: CompletionPreview;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Ports with or without agents: without, a conflict goes straight to a person. */
export type CompleteMilestonePorts = Omit<Ports, "agents"> & Partial<Pick<Ports, "agents">>;

/** Says what the completion of a milestone would do, and what speaks against it; writes nothing. (design 3.5) */
export async function previewCompletion(ports: CompleteMilestonePorts, place: Place, input: Pick<CompleteMilestoneInput, "version">): Promise<CompletionPreview | Refusal> {
  const opened = await open(ports, place, input.version);
  return isRefusal(opened) ? opened : previewOf(opened);
}

/**
 * Completes a milestone: merges its code in all repos, archives its planning files, commits them and tags. Whoever calls this has shown
 * the preview and was told to go on. Cut off anywhere, the same again ends it: the merge is written down stage by stage, and each
 * step of the archive is recognised by what it has left. (design 4; docs/decisions/0016-a-step-recognises-what-an-earlier-run-left.md)
 */
export async function completeMilestone(ports: CompleteMilestonePorts, place: Place, input: CompleteMilestoneInput): Promise<CompletionReport | Refusal> {
  const first = await open(ports, place, input.version);
  if (isRefusal(first)) return first;
  return underLock(ports, lockJob(ports, place, first.context.version), async () => {
    const opened = await open(ports, place, input.version);
    if (isRefusal(opened)) return opened;
    if (JSON.stringify(previewOf(opened)) !== JSON.stringify(input.preview)) return refuse("changed-since-preview", "something has changed since the preview was made", "Nothing was done. Run the command again and look at the new preview.", { at: opened.context.path, exit: "conflict" });
    return complete(ports, opened, input);
  });
}

interface Opened {
  readonly context: CompletionContext;
  readonly quick: Quick | undefined;
  readonly trees: CompletionTrees;
  readonly items: OpenItems;
  readonly gate: Readonly<Record<string, readonly string[]>>;
  readonly tag: string | undefined;
}

async function open(ports: CompleteMilestonePorts, place: Place, text: string): Promise<Opened | Refusal> {
  const context = contextOf(ports, place, text);
  if (isRefusal(context)) return context;
  const quick = readCompletion(context);
  if (isRefusal(quick)) return quick;
  // An archive alone may be anybody's: only behind a merge that is written down as done it is this completion's own.
  const isArchived = quick?.status === "completed" && existsSync(join(place.root, archivePaths(place.project, context.version).roadmap));
  const items = isArchived ? NOTHING_OPEN : lookAtMilestone(context);
  if (isRefusal(items)) return items;
  const trees = await (quick === undefined ? findTrees(context) : treesInFile(context, quick));
  if (isRefusal(trees)) return trees;
  const tag = tagOf(context);
  const tagged = tag === undefined || quick !== undefined ? undefined : await refuseTag(context, trees.repos, tag);
  if (tagged !== undefined) return tagged;
  const other = quick === undefined ? await refuseOtherCode(context, trees.code, items.heads) : undefined;
  if (other !== undefined) return other;
  const gate = isArchived ? {} : gateOf(context, trees);
  if (isRefusal(gate)) return gate;
  const untested = Object.values(gate).flat().length === 0 && trees.trees.length > 0 && !isArchived ? ["no test command is declared: what is merged is not tested"] : [];
  return { context, quick, trees, items: { ...items, humanNeeded: [...items.humanNeeded, ...untested] }, gate, tag };
}

const NOTHING_OPEN: OpenItems = { audited: undefined, heads: {}, techDebt: [], humanNeeded: [] };

function contextOf(ports: CompleteMilestonePorts, place: Place, text: string): CompletionContext | Refusal {
  const wanted = parseVersion(text);
  if (wanted === undefined) return refuse("bad-version", `${JSON.stringify(text)} is not a version`, "Write it like v1.1.");
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const version = versionInUse(ports.files, place, wanted);
  const path = completionPath(place.project, version);
  const { milestone, roadmap } = loaded.product;
  const named = roadmap?.milestones.find((each) => sameVersion(each.version, version));
  // Once its roadmap is closed it need not be the active one any more: then only what is left of its completion is done.
  const isBegun = existsSync(join(place.root, path)) && existsSync(join(place.root, archivePaths(place.project, version).roadmap));
  if (!isBegun && (milestone === undefined || !sameVersion(milestone.version, version))) return refuse("not-the-active-milestone", `${version} is not the active milestone${milestone === undefined ? "" : `, which is ${milestone.version}`}`, `Name it in the front matter of STATE.md: \`milestone: ${version}\`.`);
  const name = milestone !== undefined && sameVersion(milestone.version, version) ? milestone.name : (named?.name ?? "");
  return { ports, place, config: loaded.config, version, milestoneName: name, loaded, path };
}

function readCompletion({ ports, path }: CompletionContext): Quick | undefined | Refusal {
  if (ports.files.read(path) === undefined) return undefined;
  const texts = loadQuickTexts(ports.files, path);
  if (isFileRefusal(texts)) return fileRefusal(texts);
  const quick = quickMachine.read({ path, texts });
  return problemRefusal(quick.problems) ?? quick;
}

/**
 * What the audit runs, where it runs it: each command of the phases in the repo of its plan, and in every repo those of the configuration. Where nothing is merged nothing is run:
 * the audit has run it on this commit.
 */
function gateOf({ config, loaded, ports: { files } }: CompletionContext, { repos, trees }: CompletionTrees): Readonly<Record<string, readonly string[]>> | Refusal {
  const configured = [config["workflow.build_command"], config["workflow.test_command"]].filter((command) => command !== undefined);
  // Nothing is taken for covered here: the gate has the last word.
  const declared = declaredTests({ files, config, loaded, repos: repos.map(({ name }) => name), exists: () => false });
  if (isFailure(declared)) return refuseWork(declared, "gate-unread", "reading the test commands");
  return Object.fromEntries(trees.map(({ repo: { name } }) => [name, [...new Set([...configured, ...declared.filter(({ repo = repos[0]?.name }) => repo === name).map(({ command }) => command)])]]));
}

function previewOf({ context, quick, trees, items, gate, tag }: Opened): CompletionPreview {
  const { place, version, milestoneName, path, loaded } = context;
  const archive = archivePaths(place.project, version);
  return {
    ...{ type: "completion-preview", version, name: milestoneName, path, resumes: quick !== undefined },
    ...(items.audited === undefined ? {} : { audited: items.audited }),
    phases: loaded.product.phases.filter(({ counted }) => counted).map(({ number, name }) => `${number} ${name}`),
    ...{ techDebt: items.techDebt, humanNeeded: items.humanNeeded },
    repos: trees.trees.map(({ repo, branch, base, commits }) => ({ name: repo.name, branch, base, commits })),
    gate,
    archive: allArchivePaths(archive),
    ...(tag === undefined ? {} : { tag }),
  };
}

async function complete(ports: CompleteMilestonePorts, opened: Opened, input: CompleteMilestoneInput): Promise<CompletionReport | Refusal> {
  const { context, trees, tag } = opened;
  sweepTemporaries(context.place.root, archiveFolders(context), ports.disk);
  const merged = await merge(ports, opened, input);
  if (isRefusal(merged)) return merged;
  const archive = previewOf(opened).archive;
  const common = { type: "milestone-completion", version: context.version, path: context.path, archive, steps: merged?.steps ?? [] } as const;
  if (merged !== undefined && (merged.exit !== "ok" || merged.status !== "completed")) {
    const { exit, error, conflict } = merged;
    return { ...common, exit: exit === "ok" ? "internal" : exit, status: "merging", ...(error === undefined ? {} : { error }), ...(conflict === undefined ? {} : { conflict }), next: again(context) };
  }
  const refused = await archiveMilestone(context, shippedOn(context));
  if (refused !== undefined) return refused;
  const planning = await commitPlanningFiles({ ...context, runId: ports.newId(), signal: input.signal, onEvent: input.onEvent }, () => ({ subject: `docs(${context.version}): complete milestone`, paths: archivedPaths(context) }));
  if (planning.type === "refused") return { ...common, exit: "conflict", status: "completed", planning, error: `the planning files were not committed: ${planning.why}`, next: again(context) };
  const untagged = tag === undefined ? undefined : await tagRepos(context, trees.repos, trees.base, tag);
  if (untagged !== undefined) return untagged;
  const next = { command: `git push --follow-tags`, why: "the commit of the planning files and the tag are here only" };
  return { ...common, exit: "ok", status: "completed", planning, ...(merged?.ended === undefined ? {} : { merged: merged.ended }), ...(tag === undefined ? {} : { tag }), next };
}

function again({ version }: CompletionContext): CompletionReport["next"] {
  return { command: `dgs complete-milestone ${version}`, why: "once that is cleared up; it goes on where it was" };
}

/** Merges the code of all repos; `undefined` where there is none that is not on the base branch. */
async function merge(ports: CompleteMilestonePorts, { context, quick, trees, gate }: Opened, { signal, onEvent }: CompleteMilestoneInput): Promise<QuickReport | undefined | Refusal> {
  if (quick === undefined) {
    const { branch = trees.base, base = trees.base } = trees.trees[0] ?? {};
    const { version, milestoneName, path } = context;
    const text = renderCompletion({ title: `${version} ${milestoneName}`.trim(), branch, base, worktree: trees.worktree, created: ports.clock.now(), repos: trees.trees.map(({ repo }) => repo.name) });
    const written = await ports.files.write([{ type: "create", path, text }]);
    if (written !== "written") return fileRefusal(written);
    if (trees.trees.length === 0) return undefined;
  }
  if (quick?.status === "completed") return undefined;
  const { agents } = ports;
  return driveQuick({ ...ports, agents: agents ?? NO_AGENTS }, context.place, { path: context.path, opening: "complete-asked", config: context.config, signal, onEvent, withoutAgents: agents === undefined, gate: (repo) => gate[repo] ?? [] });
}

/** Never asked: a conflict without agents goes to a person. */
const NO_AGENTS: Ports["agents"] = { run: () => Promise.reject(new Error("a run without agents asked for one")) };
