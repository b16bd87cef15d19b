import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeFiles, planningFiles } from "../../../../demo/sample-product.mjs";
import { tape } from "../../../../demo/sample-tape.mjs";
import { gitOf } from "../crash/git-of.js";
import type { PlayedEntry } from "../model-server/tape-brain.js";
import { makeRepo } from "../scenarios/make-repo.js";

/** The sample product of the demo, whose own agents are a tape: whoever drives DGS on it is the only agent that thinks. */
export interface ClientProduct {
  /** The planning repo, in which clients work. */
  readonly folder: string;
  /** What became of its first phase. */
  readonly end: () => PhaseEnd;
  /** The refs of its code repo: branches, and what is kept. */
  readonly refs: () => readonly string[];
}

/** What a phase left. */
export interface PhaseEnd {
  /** Subjects of the commits of the milestone's branch, in the order of their names. */
  readonly commits: readonly string[];
  readonly merges: number;
  readonly summaries: readonly string[];
  /** Whether the roadmap says that the phase is complete. */
  readonly ticked: boolean;
  readonly verification: string;
}

/** Makes the product below a folder. The agents of the first two plans take some seconds, and that of a quick takes longer than anybody waits. */
export function makeClientProduct(below: string): ClientProduct {
  const [folder, code] = [join(below, "product"), join(below, "durations")];
  const config = JSON.parse(planningFiles[".planning/config.json"]) as object;
  makeRepo(folder, { ...planningFiles, ".planning/config.json": JSON.stringify({ ...config, agents: { adapter: "replay", tape: "../tape.json" } }) });
  makeRepo(code, codeFiles);
  const entries = (tape.entries as readonly PlayedEntry[]).map((entry) => (entry.purpose.startsWith("quick ") ? { ...entry, delayMs: 3_600_000 } : entry));
  writeFileSync(join(below, "tape.json"), JSON.stringify({ ...tape, entries }));
  const planning = (path: string): string => readFileSync(join(folder, ".planning", path), "utf8");
  return {
    folder,
    refs: () => gitOf(code, ["for-each-ref", "--format=%(refname)", "refs/heads", "refs/dgs/keep"]).trim().split("\n"),
    end: () => ({
      commits: gitOf(code, ["log", "--format=%s", "main..milestone/v1.0"]).trim().split("\n").sort(),
      merges: Number(gitOf(code, ["rev-list", "--count", "--merges", "milestone/v1.0"])),
      summaries: readdirSync(join(folder, ".planning/phases/01-parse")).filter((name) => name.endsWith("-SUMMARY.md")).sort(),
      ticked: planning("ROADMAP.md").includes("- [x] **Phase 1: Parse**"),
      verification: /^status: (\w+)$/m.exec(planning("phases/01-parse/01-VERIFICATION.md"))?.[1] ?? "",
    }),
  };
}
