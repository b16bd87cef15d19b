import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { codeFiles, planningFiles } from "../../../../demo/sample-product.mjs";
import { tape } from "../../../../demo/sample-tape.mjs";
import { file } from "../../../../demo/tape-parts.mjs";

/** The sample product of the demo, whose agents are played from a tape that its settings name. */
export interface McpStage {
  /** Everything lies in it. */
  readonly folder: string;
  /** The planning repo: what a server is started in. */
  readonly product: string;
  readonly planning: string;
  /** The code repo. */
  readonly code: string;
  /** Plays an agent for as long as told, in milliseconds, where its purpose is among these; all others at once. */
  readonly play: (delays?: Readonly<Record<string, number>>) => void;
  readonly git: (...args: readonly string[]) => string;
  /** How often plans were carried out, by the commits that their agents' work was brought back in. */
  readonly subjects: (branch: string) => readonly string[];
  remove(): void;
}

/** What was decided about a phase, as somebody hands it in. */
export const CONTEXT = "# Phase 2 Context\n\n**Status:** Ready for planning\n\n<decisions>\n- **D-01:** Units of zero are left out\n</decisions>\n\n<deferred>\nDays and weeks.\n</deferred>\n";

/** A change without planning. */
const FAST = { purpose: "fast say-more", role: "executor", changes: [file("README.md", `${codeFiles["README.md"]}\nAnd seconds.\n`)], outbox: [], result: { type: "completed" } };

/** Makes it. The job is not created yet. */
export function makeMcpStage(): McpStage {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-mcp-")));
  const [product, code] = [path.join(folder, "product"), path.join(folder, "durations")];
  const tapeFile = path.join(folder, "tape.json");
  const config = { ...(JSON.parse(planningFiles[".planning/config.json"]) as object), agents: { adapter: "replay", tape: tapeFile } };
  makeRepo(product, { ...planningFiles, ".planning/config.json": `${JSON.stringify(config, undefined, 2)}\n` });
  makeRepo(code, codeFiles);
  // Beside both repos: handed in by its path on the command line.
  writeFileSync(path.join(folder, "02-CONTEXT.md"), CONTEXT);
  const git = (...args: readonly string[]): string => execFileSync("git", ["-C", code, ...args], { encoding: "utf8" }).trim();
  const play = (delays: Readonly<Record<string, number>> = {}): void => {
    const entries = tape.entries.map((entry: { readonly purpose: string }) => ({ ...entry, delayMs: delays[entry.purpose] }));
    // A phase that is audited once more than in the demo.
    const again = entries.filter(({ purpose }) => purpose === "verify-structure 1 1").map((entry) => ({ ...entry, purpose: "verify-structure 1 2" }));
    writeFileSync(tapeFile, JSON.stringify({ ...tape, entries: [...entries, ...again, FAST] }));
  };
  play();
  return {
    ...{ folder, product, planning: path.join(product, ".planning"), code, play, git },
    subjects: (branch) => git("log", "--format=%s", branch).split("\n"),
    remove: () => { rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }); },
  };
}

function makeRepo(repo: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(repo, name)), { recursive: true });
    writeFileSync(path.join(repo, name), text);
  }
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["config", "commit.gpgsign", "false"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", repo, ...args]);
}

/** Every file and link below a folder with what is in it, but for what is listed as left out. */
export function bytesBelow(folder: string, leftOut: RegExp = /(?:^|\/)(?:\.git|\.runs|\.locks)(?:\/|$)/): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const look = (at: string): void => {
    for (const name of readdirSync(path.join(folder, at)).sort()) {
      const file = path.join(at, name);
      if (leftOut.test(file)) continue;
      const whole = path.join(folder, file);
      const stat = lstatSync(whole);
      if (stat.isDirectory()) look(file);
      else found[file] = stat.isSymbolicLink() ? `link to ${readlinkSync(whole)}` : createHash("sha256").update(readFileSync(whole)).digest("hex");
    }
  };
  if (existsSync(folder)) look("");
  return found;
}
