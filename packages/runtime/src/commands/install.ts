import { basename, dirname, resolve } from "node:path";
import { type ClientEdit, type ClientFault, type ClientPlace, type ClientProgram, type ClientScope, type FileChange, type FileRefusal, placeOf, type PlanningPath, positionAt, type ServerStart } from "@dgs/core";
import { type ClientFile, missingFolders, readClientFile, removeEmptyFolders, writeClientFile } from "../client-config/client-file.js";
import { locateRoot } from "../locate-root.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import type { ConfigEdit, InstallReport } from "./install-reports.js";

/** What `dgs install` is asked for. */
export interface InstallInput {
  readonly client: ClientProgram;
  readonly action: "install" | "remove";
  readonly scope: ClientScope;
  /** Whether an entry that DGS did not write like that may go. */
  readonly replaces: boolean;
  readonly approvesTools: boolean;
  /** The words that start this program: its name, or the program and its script. */
  readonly program: readonly string[];
  /** Where a program of that name is on PATH; absent: nowhere. */
  readonly found?: string;
  /** The product that is served; absent where there is none, which only removing can do without. */
  readonly product?: Place;
  readonly where: ClientPlace;
}

/** A change of a configuration that is to be made: what it would do, and the change for the very text that was seen. */
export interface InstallPlan {
  readonly report: InstallReport;
  readonly file: ClientFile;
  readonly edit: Exclude<ClientEdit, ClientFault>;
}

/** Plans to write the entry of DGS's server into the configuration of a client, or to take it away: nothing is written. */
export function planInstall(input: InstallInput): InstallPlan | Refusal {
  const { client, action, scope, replaces } = input;
  if (input.approvesTools && !client.takesApproval) return refuse("approval-unfit", `the configuration of ${client.title} has no word for it that tools run without a question`, "Leave --approve-tools out.", { at: "the command line" });
  const start = action === "remove" ? undefined : startOf(input);
  const file = chooseFile(client, client.files(scope, input.where).map((path) => resolve(path)));
  if (isFileRefusal(file)) return fileRefusal(file);
  const edit = client.edit(file.text, start === undefined ? { type: "remove", replaces } : { type: "install", start, replaces }, scope);
  if (edit.type === "fault") return refuse(edit.code, edit.message, edit.remedy, { at: placeOf({ path: file.path, ...(edit.at === undefined ? {} : { at: edit.at }) }) });
  return { file, edit, report: reportOf(input, file, edit, start) };
}

/** Carries a plan out; refused where somebody changed the file meanwhile. */
export async function install({ report, file, edit }: InstallPlan): Promise<InstallReport | Refusal> {
  const change = changeOf(file, edit);
  // In a person's own folder it may hold secrets one day: nobody else reads it.
  const refusal = change === undefined ? undefined : await writeClientFile(file, change, report.scope === "user" ? 0o600 : 0o644);
  if (refusal !== undefined) return fileRefusal(refusal);
  const folders = edit.type === "take-away" ? removeEmptyFolders(file.target, edit.folders) : report.folders;
  return { ...report, type: "installed", folders };
}

/** The file that has the entry, else the first that is there, else the first. */
function chooseFile(client: ClientProgram, paths: readonly string[]): ClientFile | FileRefusal {
  const files = paths.map(readClientFile);
  const there = files.filter((file) => isFileRefusal(file) || file.text.type === "there");
  const chosen = there.find((file) => !isFileRefusal(file) && file.text.type === "there" && client.hasEntry(file.text.text)) ?? there[0] ?? files[0];
  if (chosen === undefined) throw new Error(`${client.name} has no configuration file`);
  return chosen;
}

/** What a server has to be told so that it comes to this product: as little as leads there. */
function startOf({ product, scope, program, approvesTools }: InstallInput): ServerStart {
  if (product === undefined) throw new Error("there is no product to serve");
  const { base, root, project } = product;
  const plain = locateRoot({ cwd: base });
  const isOther = isRefusal(plain) ? plain.code !== "several-projects" : plain.root !== root;
  const again = isOther ? locateRoot({ cwd: base, root }) : plain;
  const named = scope === "user" ? (isOther ? root : base) : isOther ? basename(root) : undefined;
  return { program, ...(named === undefined ? {} : { root: named }), ...(isRefusal(again) || again.project !== project ? { project } : {}), approvesTools };
}

function reportOf(input: InstallInput, file: ClientFile, edit: InstallPlan["edit"], start: ServerStart | undefined): InstallReport {
  const { client, action, scope, found } = input;
  return {
    type: "install-preview",
    action,
    client: client.name,
    title: client.title,
    scope,
    path: file.path,
    ...(file.isLink ? { target: file.target } : {}),
    change: ({ same: "none", make: "made", edit: "edited", "take-away": "deleted" } as const)[edit.type],
    edits: editsOf(file, edit),
    folders: edit.type === "make" ? missingFolders(file.target) : edit.type === "take-away" ? foldersAbove(file.target, edit.folders) : [],
    ...(found === undefined ? {} : { program: found }),
    notes: start === undefined ? [] : [...client.notes(scope, start, file.text), ...notesOnProgram(input)],
  };
}

function notesOnProgram({ client, program, found, scope }: InstallInput): readonly string[] {
  if (program.length > 1) return scope === "project" ? ["The entry names where DGS lies on this machine: it is of no use to others who get this file."] : [];
  return found === undefined ? [`There is no program \`dgs\` on your PATH: ${client.title} cannot start the server before there is one. --command path names this one by where it lies.`] : [];
}

function editsOf({ text }: ClientFile, edit: InstallPlan["edit"]): readonly ConfigEdit[] {
  const before = text.type === "there" ? text.text : "";
  if (edit.type === "same") return [];
  if (edit.type === "make") return [{ line: 1, column: 1, removed: "", added: edit.text }];
  if (edit.type === "take-away") return [{ line: 1, column: 1, removed: before, added: "" }];
  return edit.edits.map(({ start, end, text: added }) => ({ ...positionAt(before, start), removed: before.slice(start, end), added }));
}

function foldersAbove(file: string, count: number): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folders.length < count; folder = dirname(folder)) folders.push(folder);
  return folders;
}

function changeOf({ text }: ClientFile, edit: InstallPlan["edit"]): ((path: PlanningPath) => FileChange) | undefined {
  const before = text.type === "there" ? text.text : "";
  if (edit.type === "same") return undefined;
  if (edit.type === "make") return (path) => ({ type: "create", path, text: edit.text });
  if (edit.type === "take-away") return (path) => ({ type: "delete", path, before });
  return (path) => ({ type: "edit", path, before, edits: edit.edits });
}
