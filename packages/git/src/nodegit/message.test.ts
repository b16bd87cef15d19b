import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOG_FORMAT, parseLog } from "../parse/log.js";
import { splitMessage } from "./message.js";

let folder: string;
const git = (args: readonly string[], input = ""): string => execFileSync("git", args, { cwd: folder, encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "dgs-message-"));
  git(["init", "--quiet"]);
});

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** Makes a commit of exactly this message, through no cleaning, and returns what git's log says of it. */
function asGitSplits(message: string): unknown {
  const tree = git(["hash-object", "-w", "-t", "tree", "--stdin"]).trim();
  const commit = git(["hash-object", "-w", "-t", "commit", "--stdin"], `tree ${tree}\nauthor A <a@example.invalid> 0 +0000\ncommitter A <a@example.invalid> 0 +0000\n\n${message}`).trim();
  const [told] = parseLog(git(["log", "-1", "-z", `--format=${LOG_FORMAT}`, commit])) ?? [];
  return { subject: told?.subject, body: told?.body };
}

it.each(["one\n", "one", "", "\n\n  \n late\n", "a\nb\n\nbody\n", "a  \n\t b \n \t\r\n\n\n body\n\nmore\n\n\n", "crlf\r\n\r\nbody\r\n", "only\n\n\n", "a\fb\n\f\nc\n", "ünï 😀\n\nDGS-Run: 7\n"])("splits %j as git does", (message) => {
  expect(splitMessage(message)).toEqual(asGitSplits(message));
});

it("splits any message as git does", () => {
  const piece = fc.constantFrom("a", "bb", " ", "\t", "\r", "\n", "\n\n", "# c", "ü", "\v", "\u00a0");
  fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
    const message = pieces.join("");
    expect(splitMessage(message)).toEqual(asGitSplits(message));
  }), { numRuns: 40 });
}, 120_000);
