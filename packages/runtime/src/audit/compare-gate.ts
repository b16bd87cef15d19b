import { auditMachine, auditPath, type ChangedFile, compareGate, findPretence, gatePart, gateScriptsWanted, type GateChange, judgePhaseChanges, parseSha, type PathChange, type Pretence, type Sha, type TreeFile } from "@dgs/core";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { AuditContext } from "./context.js";
import { loadAuditTexts } from "./load-audit.js";
import { readTreeText } from "./read-tree.js";
import type { PhaseCommits } from "./survey-phase.js";

/** Files that may have changed and are read, and their size in bytes; what is more needs a person. */
const MOST_FILES = 300;
const MOST_BYTES = 2_000_000;

/** What a phase, and the closing of its gaps, did to that by which it is measured. */
export interface GateLooked {
  /** `undefined` where the phase's first commit is not known and no audit was before this one. */
  readonly changes: readonly GateChange[] | undefined;
  readonly pretences: readonly Pretence[];
}

/**
 * Looks what became of the gate in the phase, and since its gaps were found, and where code seems to be made for its tests alone.
 *
 * While gaps are closed all that is weaker counts. What the phase itself brought counts where no plan names it, or where no plan can ask for it. An audit that found
 * gaps settles nothing: what was seen before it is seen again, however many cycles went by. (design 3.5)
 */
export async function lookAtGate(context: AuditContext, { heads, base }: PhaseCommits, commands: readonly string[]): Promise<GateLooked | WorkFailure> {
  const { settled, gaps } = auditsBefore(context);
  const from = settled ?? (Object.keys(base).length === 0 ? undefined : base);
  const phase = from === undefined ? undefined : await changesSince(context, from, { heads, base, commands });
  if (isFailure(phase)) return phase;
  const closing = gaps === undefined ? undefined : await changesSince(context, gaps, { heads, base, commands });
  if (isFailure(closing)) return closing;
  const pretences = (phase ?? closing)?.pretences ?? [];
  if (phase === undefined && closing === undefined) return { changes: undefined, pretences };
  const strict = closing?.changes ?? [];
  // That a phase brings tests is what its plans ask for: only what needs a person is told of it.
  const brought = judgePhaseChanges(phase?.changes ?? [], plannedFiles(context, false)).filter(({ severity }) => severity === "person");
  return { changes: [...strict, ...brought].filter(isFirst), pretences };
}

/** The same is told once: what closes gaps is part of what the phase brings. */
function isFirst(change: GateChange, index: number, all: readonly GateChange[]): boolean {
  return all.findIndex(({ path, text, severity }) => path === change.path && text === change.text && severity === change.severity) === index;
}

async function changesSince(context: AuditContext, before: Readonly<Record<string, string>>, { heads, base, commands }: PhaseCommits & { readonly commands: readonly string[] }): Promise<RangeLooked | WorkFailure> {
  const all: RangeLooked = { changes: [], pretences: [] };
  for (const tree of context.trees) {
    // Where the phase landed nothing it has no first commit, and nothing to compare.
    if (before === base && before[tree.repo.name] === undefined) continue;
    const [from, to] = [parseSha(before[tree.repo.name] ?? ""), parseSha(heads[tree.repo.name] ?? "")];
    if (from === undefined || to === undefined) return failed("internal", `${tree.repo.name}: the commit of the audit before is not known`);
    if (from === to) continue;
    const changes = await changesIn(context, tree, { from, to, commands });
    if (isFailure(changes)) return changes;
    all.changes.push(...changes.changes);
    all.pretences.push(...changes.pretences);
  }
  return all;
}

interface RangeLooked {
  readonly changes: GateChange[];
  readonly pretences: Pretence[];
}

interface AuditsBefore {
  /** The commits of the latest audit that found no gap: what it told, a person has heard. */
  readonly settled?: Readonly<Record<string, string>>;
  /** The commits of the first audit behind it that found gaps: since then they are to be closed. */
  readonly gaps?: Readonly<Record<string, string>>;
}

function auditsBefore({ nth, found, ports }: AuditContext): AuditsBefore {
  let gaps: Readonly<Record<string, string>> | undefined;
  for (let earlier = nth - 1; earlier >= 1; earlier--) {
    const path = auditPath(found.folder.path, found.phase.number, earlier);
    const texts = loadAuditTexts(ports.files, path);
    const audit = texts instanceof Map ? auditMachine.read({ path, texts }) : undefined;
    if (audit?.status !== "completed") continue;
    if (audit.verdict === "passed" || audit.verdict === "human_needed") return { settled: audit.heads, ...(gaps === undefined ? {} : { gaps }) };
    gaps = audit.heads;
  }
  return gaps === undefined ? {} : { gaps };
}

interface Range {
  readonly from: Sha;
  readonly to: Sha;
  readonly commands: readonly string[];
}

async function changesIn(context: AuditContext, tree: WorkTree, { from, to, commands }: Range): Promise<RangeLooked | WorkFailure> {
  const { git } = context.ports;
  const [changed, old, now] = [await git.changed(tree.path, from, to), await git.listFiles(tree.path, from), await git.listFiles(tree.path, to)];
  for (const answer of [changed, old, now]) if ("type" in answer) return failed("internal", `${tree.repo.name}: ${answer.message}`);
  if ("type" in changed || "type" in old || "type" in now) return failed("internal", tree.repo.name);
  const [before, after] = [readerOf(context, tree, old), readerOf(context, tree, now)];
  const files: ChangedFile[] = [];
  for (const [index, { path }] of changed.entries()) files.push(index < MOST_FILES ? await changedFile(path, before, after) : { path, unread: true });
  const scripts = new Map<string, string>();
  for (const path of gateScriptsWanted(commands)) {
    const text = await before(path);
    if (typeof text === "string") scripts.set(path, text);
  }
  return { changes: [...compareGate(files, { commands, planned: plannedFiles(context, true), scripts })], pretences: [...findPretence(files, testTexts(tree.path, now))] };
}

/** The texts of the tests as they are now: what they ask for must not be all that the code knows. */
function testTexts(tree: string, listed: readonly TreeFile[]): ReadonlyMap<string, string> {
  const tests = listed.filter(({ path }) => gatePart(path) === "test").slice(0, MOST_FILES);
  return new Map(tests.flatMap(({ path }) => {
    const text = readTreeText(tree, path, MOST_BYTES);
    return text === undefined ? [] : [[path, text] as const];
  }));
}

type Reader = (path: string) => Promise<string | null | undefined>;

/** Texts of a commit: `undefined` where it has no such file, `null` where nobody can or should read it. */
function readerOf({ ports }: AuditContext, tree: WorkTree, files: readonly TreeFile[]): Reader {
  const blobs = new Map(files.map((file) => [file.path, file]));
  return async (path) => {
    const file = blobs.get(path);
    if (file === undefined) return undefined;
    const text = file.kind === "submodule" ? undefined : await ports.git.readBlob(tree.path, file.blob);
    return typeof text !== "string" || text.length > MOST_BYTES || text.includes("\0") ? null : text;
  };
}

async function changedFile(path: PathChange["path"], before: Reader, after: Reader): Promise<ChangedFile> {
  const [old, now] = [await before(path), await after(path)];
  if (old === null || now === null) return { path, unread: true };
  return { path, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) };
}

/** The files that plans say they change: those that close gaps, or those that the phase was planned with. */
function plannedFiles({ plans }: AuditContext, closing: boolean): readonly string[] {
  return plans.filter(({ plan }) => plan.gapClosure === closing).flatMap(({ plan }) => plan.namedFiles.map((file) => file.text));
}
