import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { refuse } from "@dgs/host";
import { isRefusal, type Refusal, type SubmittedFile } from "@dgs/runtime";

/** Bytes of one file; the runtime says how many characters of it are too many. */
const MOST_BYTES = 4_000_000;

/** Reads planning files that are handed in: each goes by the name of the file alone. */
export function readSubmitted(paths: readonly string[], cwd: string): readonly SubmittedFile[] | Refusal {
  const files: SubmittedFile[] = [];
  for (const path of paths) {
    const file = readOne(path, cwd);
    if (isRefusal(file)) return file;
    files.push(file);
  }
  return files;
}

function readOne(path: string, cwd: string): SubmittedFile | Refusal {
  const full = resolve(cwd, path);
  try {
    const facts = statSync(full);
    if (!facts.isFile()) return refuse("document-unreadable", "it is no file", "Name the files one by one.", path);
    if (facts.size > MOST_BYTES) return refuse("document-unreadable", `the file has ${String(facts.size)} bytes`, `Hand in files of at most ${String(MOST_BYTES)}.`, path);
    return { name: basename(full), text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(full)) };
  } catch (error) {
    return refuse("document-unreadable", `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Name text files in UTF-8.", path);
  }
}
