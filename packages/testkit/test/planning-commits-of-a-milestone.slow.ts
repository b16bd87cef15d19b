import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gitOf } from "../src/crash/git-of.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { good, type JobScene, makeJobScene, summary } from "./job-scene.js";
import { createTroubledJob, type TroubledJob } from "./troubled-job.js";

const AUDITED = "docs(milestone): audit v1";
const GAPS_PLANNED = "docs(milestone): plan the gaps of v1";
const PLAN = "---\nphase: 02\nplan: 01\nwave: 1\ndepends_on: []\nfiles_modified: [fix.txt]\n---\n\n<objective>\nFix.\n</objective>\n<tasks>\n<task type=\"auto\">\n<name>Fix</name>\n<files>fix.txt</files>\n<action>Write it.</action>\n<verify><automated>grep -q fix fix.txt</automated></verify>\n<done>yes</done>\n</task>\n</tasks>\n";

let [scene, job] = [undefined, undefined] as unknown as [JobScene, TroubledJob];
/** The gap is open until fix phase 2 has written its file. */
const fixing: ScriptedAgent = (request, tools) => {
  const isOfFix = request.purpose.includes(" 2") || request.purpose.includes(" 02-");
  if (request.role === "integration-checker" && request.purpose.endsWith(" 0")) tools.leave("findings.json", '{"gaps": [{"kind": "flow", "text": "nobody calls it"}]}');
  else if (request.role === "planner" && isOfFix) tools.leave("02-01-PLAN.md", PLAN);
  else if (request.role === "verifier" && isOfFix) tools.leave("02-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
  else if (request.role === "executor" && isOfFix) {
    tools.write("fix.txt", "fix\n");
    summary(request, tools);
  } else return good(request, tools);
  return "completed";
};
beforeEach(async () => {
  scene = makeJobScene();
  job = createTroubledJob({ root: scene.repo, repo: scene.repo, good: fixing, check: true });
  await job.create();
});
afterEach(() => { rmSync(scene.folder, { recursive: true, force: true }); });

/** The files of each commit of a subject, the first commit first. */
function filesOf(subject: string): string[][] {
  const told = gitOf(scene.repo, ["log", "--reverse", "--name-only", "--format=%x00", "--fixed-strings", `--grep=${subject}`]);
  return told.split("\0").slice(1).map((names) => names.trim().split("\n").map((name) => name.replace(".planning/", "")));
}

const count = (subject: string): number => job.subjects().filter((each) => each === subject).length;
const uncommitted = (): string => gitOf(scene.repo, ["status", "--porcelain", "--", ".planning/v1-MILESTONE-AUDIT.md", ".planning/ROADMAP.md", ".planning/REQUIREMENTS.md", ".planning/phases"]);

it("the audits of the milestone and the fix phases of its gaps are a commit each, right behind the step", async () => {
  const { report } = await job.run();
  expect(report).toMatchObject({ status: "completed", cycles: { milestone: 1 } });
  const ofMilestone = job.subjects().filter((subject) => subject.startsWith("docs(milestone)"));
  expect(ofMilestone).toEqual([AUDITED, GAPS_PLANNED, AUDITED]);
  expect(job.subjects().at(-1)).toBe(AUDITED);
  const [first, second] = filesOf(AUDITED);
  expect(first).toContain("v1-MILESTONE-AUDIT.md");
  expect(second).toContain("v1-MILESTONE-AUDIT.md");
  expect(filesOf(GAPS_PLANNED)[0]).toContain("ROADMAP.md");
  expect(uncommitted()).toBe("");
});

it.each([
  ["before", AUDITED],
  ["behind", AUDITED],
  ["before", GAPS_PLANNED],
  ["behind", GAPS_PLANNED],
] as const)("killed right %s the commit %s: the next run makes what is missing and no second fix phase", async (when, subject) => {
  expect((await job.run({ at: subject, when })).report).toBeUndefined();
  expect(count(subject)).toBe(when === "before" ? 0 : 1);
  expect((await job.run()).report).toMatchObject({ status: "completed", cycles: { milestone: 1 } });
  expect(count(GAPS_PLANNED)).toBe(1);
  expect(readFileSync(scene.planning("ROADMAP.md"), "utf8").match(/^### Phase \d+: Close audit gaps/gm)).toHaveLength(1);
  expect([job.subjects().at(-1), uncommitted()]).toEqual([AUDITED, ""]);
});

it("halts at a lock of git behind the audit, names it, and makes the commit in the next run", async () => {
  const lock = join(scene.repo, ".git", "index.lock");
  const { report } = await job.run({}, (request, tools) => {
    if (request.role === "integration-checker") writeFileSync(lock, "");
    return fixing(request, tools);
  });
  expect(report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringMatching(/the milestone is audited, and its planning files in .* could not be committed.*index\.lock/) as string });
  expect(count(AUDITED)).toBe(0);
  rmSync(lock);
  expect((await job.run()).report).toMatchObject({ status: "completed" });
  expect([count(AUDITED), count(GAPS_PLANNED), uncommitted()]).toEqual([2, 1, ""]);
});
