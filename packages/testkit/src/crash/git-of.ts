import { execFileSync } from "node:child_process";

/** Fixed dates make fixed commits. */
const DATES = { GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };

/** Runs git in a folder as a person would, and returns what it printed; throws when it fails. */
export function gitOf(cwd: string, args: readonly string[], stdin?: string): string {
  return execFileSync("git", ["-C", cwd, ...args], { encoding: "utf8", stdio: ["pipe", "pipe", "pipe"], input: stdin ?? "", maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...DATES } });
}
