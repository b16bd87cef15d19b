import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextPlan } from "../src/answer-audit.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { good, type JobScene, makeJobScene, summary } from "./job-scene.js";

let folder: JobScene["folder"];
let repo: JobScene["repo"];
let planning: JobScene["planning"];
let job: JobScene["job"];
let git: JobScene["git"];
let create: JobScene["create"];
let run: JobScene["run"];
beforeEach(() => { ({ folder, repo, planning, job, git, create, run } = makeJobScene()); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe("gap-fix cycles", () => {
  it("a phase whose gaps stay is escalated after two cycles; without a milestone audit the job is blocked, and there is a way on", async () => {
    // It prints what it found: a cycle behind which the same is found is the last one.
    writeFileSync(join(repo, "check.cjs"), 'const text = require("node:fs").readFileSync("result.txt", "utf8");\nconsole.log(text);\nprocess.exitCode = text.includes("good") ? 0 : 3;\n');
    writeFileSync(planning("phases", "01-build", "01-VALIDATION.md"), readFileSync(planning("phases", "01-build", "01-VALIDATION.md"), "utf8").replace("grep -q good result.txt", "node check.cjs"));
    for (const args of [["add", "--all"], ["commit", "--quiet", "--message", "Tell what is found"]]) execFileSync("git", ["-C", repo, ...args]);
    await create(false);
    const stubborn: ScriptedAgent = (request, tools) => {
      if (request.purpose.startsWith("plan-fixes ")) {
        const id = nextPlan(planning("phases", "01-build"), "01");
        tools.leave(`${id}-PLAN.md`, readFileSync(planning("phases", "01-build", "01-02-PLAN.md"), "utf8").replace("plan: 02", `plan: ${id.slice(-2)}`).replace("autonomous: true", "autonomous: true\ngap_closure: true").replace('depends_on: ["01-01"]', "depends_on: []"));
        return "completed";
      }
      if (request.role === "executor" && request.purpose !== "execute-plan 01-01") {
        tools.write("result.txt", `result bad ${request.purpose}\n`);
        summary(request, tools);
        return "completed";
      }
      return good(request, tools);
    };
    const { report } = await run(stubborn);
    expect(report).toMatchObject({ status: "failed", exit: "blocked", cycles: { milestone: 0, phases: { "1": 2 } }, error: expect.stringContaining("2 of 2 phase gap-fix cycles are used") as string });
    expect(job("in-progress").match(/inserted: phase 1 cycle/g)).toHaveLength(4);
    expect(readFileSync(planning("ROADMAP.md"), "utf8")).toContain("* [ ] **Phase 1: Build**");
    // The way on: a person mends it in the worktree, and the audit runs again.
    writeFileSync(join(folder, "app--v1", "result.txt"), "result good\n");
    git("commit", "--all", "--message", "Mend it by hand");
    const again = await run(good);
    expect(again.report).toMatchObject({ status: "completed", exit: "ok" });
  });

  it("gaps of the milestone audit become a fix phase, which is planned, carried out and audited; three cycles at most", async () => {
    await create();
    const never: ScriptedAgent = (request, tools) => {
      const phase = /^(?:plan-phase|verify-phase) (\d+)/.exec(request.purpose)?.[1];
      if (request.role === "integration-checker") tools.leave("findings.json", JSON.stringify({ gaps: [{ kind: "flow", text: `nobody calls ${request.purpose}` }] }));
      else if (request.role === "planner" && phase !== undefined) tools.leave(`0${phase}-01-PLAN.md`, `---\nphase: 0${phase}\nplan: 01\nwave: 1\ndepends_on: []\nfiles_modified: [fix${phase}.txt]\n---\n\n<objective>\nFix.\n</objective>\n<tasks>\n<task type="auto">\n<name>Fix</name>\n<files>fix${phase}.txt</files>\n<action>Write it.</action>\n<verify><automated>grep -q fix fix${phase}.txt</automated></verify>\n<done>yes</done>\n</task>\n</tasks>\n`);
      else if (request.role === "verifier" && phase !== undefined) tools.leave(`0${phase}-VERIFICATION.md`, "---\nstatus: passed\n---\n\n# Verification\n");
      else if (request.role === "executor" && !request.purpose.includes(" 01-")) {
        tools.write(`fix${request.purpose.slice(14, 15)}.txt`, "fix\n");
        summary(request, tools);
      } else return good(request, tools);
      return "completed";
    };
    const { report } = await run(never);
    expect(report).toMatchObject({ status: "failed", exit: "blocked", cycles: { milestone: 3 }, error: expect.stringContaining("3 of 3 gap-fix cycles are used") as string });
    const roadmap = readFileSync(planning("ROADMAP.md"), "utf8");
    expect(roadmap.match(/### Phase [234]: Close audit gaps/g)).toHaveLength(3);
    expect(roadmap.replace(/\r\n/g, "")).not.toContain("\n");
    const again = await run(good);
    expect(again.report).toMatchObject({ status: "completed", exit: "ok" });
  });
});
