import { expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import type { Commit } from "../ports/git.js";
import { executedPhases } from "./executed-phases.js";
import { readJob } from "./read.js";

const path = joinPath("jobs", "in-progress", "milestone-v1.md");
const job = (steps: string) => readJob({ path, texts: new Map([[path, `## Steps\n\n${steps}`]]) });
const commit = (body: string): Commit => ({ sha: "0".repeat(40) as Commit["sha"], subject: "x", body });

it("takes the phases whose execute step was started, each once, and no others", () => {
  const steps = "- [x] `/dgs:execute-phase 1`\n- [x] `/dgs:execute-phase 01 --gaps-only`\n- [!] `/dgs:execute-phase 2.1`\n- [>] `/dgs:execute-phase 3`\n- [ ] `/dgs:execute-phase 4`\n- [x] `/dgs:plan-phase 5`\n- [x] `/dgs:audit-phase 6`\n";
  expect(executedPhases(job(steps), [])).toEqual(["01", "02.1", "03"]);
});

it("takes the phases of plans that have commits, also where the step was reset", () => {
  const commits = [commit("DGS-Plan: 04-02\nDGS-Run: x\n"), commit("words\n\nDGS-Plan: 1-1\n"), commit("DGS-Plan: no plan\n"), commit("")];
  expect(executedPhases(job("- [x] `/dgs:execute-phase 1`\n- [ ] `/dgs:execute-phase 4`\n"), commits)).toEqual(["01", "04"]);
});
