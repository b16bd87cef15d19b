import { auditMachine, auditPath, type ChangedFile, compareGate, gateScriptsWanted, type GateChange, parseSha, type PathChange, type Sha } from "@dgs/core";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { AuditContext } from "./context.js";
import { loadAuditTexts } from "./load-audit.js";
import type { PhaseCommits } from "./survey-phase.js";

/** Files that may have changed and are read, and their size in bytes; what is more needs a person. */
const MOST_FILES = 300;
const MOST_BYTES = 2_000_000;

/** What became of the gate since the audit before, whose gaps were closed meanwhile; `undefined` where there was none. (design 3.5) */
export async function gateChanges(context: AuditContext, { heads }: Pick<PhaseCommits, "heads">, commands: readonly string[]): Promise<readonly GateChange[] | undefined | WorkFailure> {
  const before = headsBefore(context);
  if (before === undefined) return undefined;
  const all: GateChange[] = [];
  for (const tree of context.trees) {
    const [from, to] = [parseSha(before[tree.repo.name] ?? ""), parseSha(heads[tree.repo.name] ?? "")];
    if (from === undefined || to === undefined) return failed("internal", `${tree.repo.name}: the commit of the audit before is not known`);
    if (from === to) continue;
    const changes = await changesIn(context, tree, { from, to, commands });
    if (isFailure(changes)) return changes;
    all.push(...changes);
  }
  return all;
}

/** The commits that the latest audit before this one looked at, which had come to its end. */
function headsBefore({ nth, found, ports }: AuditContext): Readonly<Record<string, string>> | undefined {
  for (let earlier = nth - 1; earlier >= 1; earlier--) {
    const path = auditPath(found.folder.path, found.phase.number, earlier);
    const texts = loadAuditTexts(ports.files, path);
    const audit = texts instanceof Map ? auditMachine.read({ path, texts }) : undefined;
    if (audit?.status === "completed") return audit.heads;
  }
  return undefined;
}

interface Range {
  readonly from: Sha;
  readonly to: Sha;
  readonly commands: readonly string[];
}

async function changesIn(context: AuditContext, tree: WorkTree, { from, to, commands }: Range): Promise<readonly GateChange[] | WorkFailure> {
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
  return compareGate(files, { commands, planned: plannedFiles(context), scripts });
}

type Reader = (path: string) => Promise<string | null | undefined>;

/** Texts of a commit: `undefined` where it has no such file, `null` where nobody can or should read it. */
function readerOf({ ports }: AuditContext, tree: WorkTree, files: Exclude<Awaited<ReturnType<AuditContext["ports"]["git"]["listFiles"]>>, { readonly type: "refused" }>): Reader {
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

function plannedFiles({ plans }: AuditContext): readonly string[] {
  return plans.filter(({ plan }) => plan.gapClosure).flatMap(({ plan }) => plan.namedFiles.map((file) => file.text));
}
