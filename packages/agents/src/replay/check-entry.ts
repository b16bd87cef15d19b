import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { obstacleOnTheWay } from "../files/safe-path.js";
import type { TapeChange, TapeEntry, TapeExpectation } from "./tape.js";

/** The folders that an entry is played in. */
export interface PlayPlace {
  readonly cwd: string;
  readonly outbox: string;
}

/** Says why an entry cannot be played here, or `undefined`. Nothing is written by finding out. */
export function obstacleTo(entry: TapeEntry, place: PlayPlace): Obstacle | undefined {
  const linked = [
    ...entry.changes.map((change) => ({ root: place.cwd, file: change.path })),
    ...entry.outbox.map((file) => ({ root: place.outbox, file: file.path })),
    ...entry.expects.map((expected) => ({ root: place.cwd, file: expected.path })),
  ].flatMap(({ root, file }) => linkOnTheWay(root, file));
  if (linked.length > 0) return { message: `paths of the tape lead through something that is no folder: ${[...new Set(linked)].join(", ")}` };
  const different = entry.expects.filter((expected) => !isAsExpected(expected, entry.changes, place.cwd));
  const [first] = different;
  if (first === undefined) return undefined;
  const how = `${first.path} was ${stateOf(first)} and is ${stateOf(bytesAt(path.join(place.cwd, first.path)))}`;
  return { message: `files differ from what the tape was recorded on: ${different.map((expected) => expected.path).join(", ")} (${how})`, unfit: true };
}

/** Why an entry cannot be played. */
export interface Obstacle {
  readonly message: string;
  /** It was recorded on something else. */
  readonly unfit?: true;
}

/** A file's state in a few words: what differs is told by the beginning of its sha256. */
function stateOf(file: TapeExpectation | Buffer | "absent" | "other"): string {
  if (file === "absent" || (typeof file === "object" && "absent" in file)) return "not there";
  if (file === "other") return "no plain file";
  const sha256 = "sha256" in file ? file.sha256 : createHash("sha256").update("text" in file ? file.text : file).digest("hex");
  return `sha256 ${sha256.slice(0, 12)}`;
}

function linkOnTheWay(root: string, file: string): readonly string[] {
  const obstacle = obstacleOnTheWay(root, file);
  // A file in the way may be one that an earlier change of the entry deletes; a link is never followed.
  return obstacle !== undefined && lstatSync(path.join(root, obstacle)).isSymbolicLink() ? [obstacle] : [];
}

/** A run that was killed is played again: a file that it has changed already is as expected, too. */
function isAsExpected(expected: TapeExpectation, changes: readonly TapeChange[], cwd: string): boolean {
  const found = bytesAt(path.join(cwd, expected.path));
  return fits(expected, found) || changes.some((change) => change.path === expected.path && isDone(change, found));
}

function fits(expected: TapeExpectation, found: Buffer | "absent" | "other"): boolean {
  if ("absent" in expected) return found === "absent";
  if (typeof found === "string") return false;
  return "text" in expected ? found.equals(Buffer.from(expected.text)) : createHash("sha256").update(found).digest("hex") === expected.sha256;
}

function isDone(change: TapeChange, found: Buffer | "absent" | "other"): boolean {
  if ("delete" in change) return found === "absent";
  return typeof found !== "string" && found.equals(bytesOf(change));
}

/** The bytes that a change leaves. */
export function bytesOf(change: Exclude<TapeChange, { readonly delete: true }>): Buffer {
  return "text" in change ? Buffer.from(change.text) : Buffer.from(change.base64, "base64");
}

/** What lies at a path, without following a link there. */
export function bytesAt(file: string): Buffer | "absent" | "other" {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return "absent";
  return found.isFile() ? readFileSync(file) : "other";
}
