import { type Dirent, lstatSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { OutboxFile, OutboxRead, Problem } from "@dgs/core";
import { readBounded } from "../files/read-bounded.js";
import { faultOfName } from "../files/safe-path.js";
import { agentProblem } from "../problem-codes.js";

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_FILES = 200;
/** Folders count too, so that no heap of empty folders is walked for ever. */
const MAX_ENTRIES = 1_000;

/** Reads everything in an outbox, or says all that is wrong with it. One that is not there holds nothing. */
export async function readOutbox(outbox: string): Promise<OutboxRead> {
  const found = lstatSync(outbox, { throwIfNoEntry: false });
  if (found === undefined) return { type: "read", files: [] };
  if (!found.isDirectory()) return { type: "problems", problems: [notAFile("", "the outbox itself is no folder")] };
  const listing = await list(outbox);
  if (listing.problems.length > 0) return { type: "problems", problems: listing.problems };
  const read = await Promise.all(listing.files.map((file) => readFile(outbox, file)));
  const problems = read.filter((item) => "code" in item);
  return problems.length > 0 ? { type: "problems", problems } : { type: "read", files: read.filter((item) => "text" in item) };
}

interface Listing {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

async function list(outbox: string): Promise<Listing> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const folders = [""];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined && seen <= MAX_ENTRIES; folder = folders.shift()) {
    const entries = await entriesOf(path.join(outbox, folder));
    if (typeof entries === "string") problems.push(agentProblem("outbox-unreadable", folder, `the folder cannot be read: ${entries}`, "Make the folder readable."));
    if (typeof entries === "string") continue;
    seen += entries.length;
    for (const entry of entries) {
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const problem = problemOf(entry, file);
      if (problem !== undefined) problems.push(problem);
      else (entry.isDirectory() ? folders : files).push(file);
    }
  }
  if (seen > MAX_ENTRIES || files.length > MAX_FILES) {
    problems.push(agentProblem("outbox-too-many", "", `the outbox holds more than ${String(MAX_FILES)} files`, "Leave only the files that were asked for."));
  }
  return { files: files.sort(), problems };
}

function entriesOf(folder: string): Promise<Dirent[] | string> {
  return readdir(folder, { withFileTypes: true }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
}

function problemOf(entry: Dirent, file: string): Problem | undefined {
  const fault = faultOfName(entry.name);
  if (fault !== undefined) return agentProblem("outbox-name", file, `the name ${JSON.stringify(entry.name)} ${fault}`, "Give the file the name that was asked for.");
  return entry.isFile() || entry.isDirectory() ? undefined : notAFile(file, `${file} is neither a file nor a folder`);
}

async function readFile(outbox: string, file: string): Promise<OutboxFile | Problem> {
  const read = await readBounded(path.join(outbox, file), MAX_BYTES);
  switch (read.type) {
    case "read":
      return { path: file, text: read.text };
    case "too-large":
      return agentProblem("outbox-too-large", file, `${file} is larger than ${String(MAX_BYTES)} bytes`, "Shorten the file, or leave it out.");
    case "not-utf8":
      return agentProblem("outbox-not-utf8", file, `${file} is not UTF-8`, "Write the file as UTF-8 text.");
    case "not-a-file":
      return notAFile(file, `${file} is no plain file`);
    case "missing":
      return agentProblem("outbox-unreadable", file, `${file} went away while it was read`, "Leave no program behind that changes the outbox.");
    case "unreadable":
      return agentProblem("outbox-unreadable", file, `${file} cannot be read: ${read.message}`, "Make the file readable.");
  }
}

function notAFile(path: string, message: string): Problem {
  return agentProblem("outbox-not-a-file", path, message, "Put a plain file there; links and pipes are not followed.");
}
