import { cancelJob, createMilestoneJob, listJobs, planMilestoneJob, runJob, tryLock, type RunEvent } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { good, type JobScene, makeJobScene, summary } from "./job-scene.js";

let folder: JobScene["folder"];
let repo: JobScene["repo"];
let planning: JobScene["planning"];
let job: JobScene["job"];
let git: JobScene["git"];
let create: JobScene["create"];
let run: JobScene["run"];
let tryRun: JobScene["tryRun"];
beforeEach(() => { ({ folder, repo, planning, job, git, create, run, tryRun } = makeJobScene()); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe("run-job", () => {
  it("runs a job to its end: file in completed/, summary beside it, StartShas, ticks, a commit for every plan", async () => {
    await create();
    const head = execFileSync("git", ["-C", repo, "rev-parse", "HEAD"], { encoding: "utf8" }).trim();
    const { report } = await run(good);
    expect(report).toMatchObject({ status: "completed", exit: "ok", path: "jobs/completed/milestone-v1.md", ran: 3, summaryPath: "jobs/completed/job-v1-SUMMARY.md" });
    expect(job("completed")).toContain(`- **StartShas:** {"app":"${head}"}`);
    expect(readdirSync(planning("jobs", "pending"))).toEqual([]);
    expect(readFileSync(planning("ROADMAP.md"), "utf8")).toMatch(/\* \[x\] \*\*Phase 1: Build\*\* - all of it \(completed \d{4}-\d\d-\d\d\)\r\n/);
    expect(git("log", "--format=%s", "main..HEAD").split("\n")).toHaveLength(2);
    expect(git("log", "-1", "--format=%(trailers:key=DGS-Plan,valueonly)")).toBe("01-02");
    expect(git("status", "--porcelain")).toBe("");
    // Nothing but the planning commits goes onto the branch of the checkout.
    expect(execFileSync("git", ["-C", repo, "log", "--format=%s", `${head}..HEAD`], { encoding: "utf8" }).trim()).toBe("docs(milestone): audit v1\ndocs(phase-1): audit: passed\ndocs(phase-1): complete phase execution");
    expect(execFileSync("git", ["-C", repo, "worktree", "list", "--porcelain"], { encoding: "utf8" }).match(/^worktree /gm)).toHaveLength(2);
  });

  it("a second run of a completed job does nothing and says so", async () => {
    await create();
    await run(good);
    const { report, asked } = await run(good);
    expect(report).toMatchObject({ status: "completed", exit: "ok", ran: 0 });
    expect(asked).toEqual([]);
  });

  it("a dry run shows the markers, runs nothing and writes nothing", async () => {
    await create();
    const before = job("pending");
    const { report, asked } = await run(good, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, exit: "ok", ran: 0, status: "pending" });
    expect(report.steps.map((step) => `${step.marker} ${step.command}`)).toEqual(["[ ] /dgs:execute-phase 1 --non-interactive", "[ ] /dgs:audit-phase 1", "[ ] /dgs:audit-milestone v1"]);
    expect(asked).toEqual([]);
    expect(job("pending")).toBe(before);
    expect(existsSync(planning("jobs", ".locks"))).toBe(false);
  });

  it("a step that fails halts the job; running it again goes on there, and completed plans are not run again", async () => {
    await create();
    const crashing: ScriptedAgent = (request, tools) => (request.purpose === "execute-plan 01-02" ? "crashed" : good(request, tools));
    const first = await run(crashing);
    expect(first.report).toMatchObject({ status: "failed", exit: "gaps", path: "jobs/in-progress/milestone-v1.md", summaryPath: "jobs/in-progress/job-v1-SUMMARY.md" });
    expect(job("in-progress")).toMatch(/- \[!\] `\/dgs:execute-phase 1 --non-interactive`\n {2}- started: .*\n {2}- finished: .*\n {2}- reason: failed\n {2}- error: the agent of execute-plan 01-02 crashed/);
    const second = await run(good);
    expect(second.report).toMatchObject({ status: "completed", exit: "ok" });
    expect(second.asked.map((request) => request.purpose)).not.toContain("execute-plan 01-01");
    expect(git("log", "--format=%s", "main..HEAD").split("\n")).toHaveLength(2);
    expect(readdirSync(planning("jobs", "in-progress"))).toEqual([]);
  });

  it("work that is not accepted goes back with findings, twice; then it is put aside and the branch is as before", async () => {
    await create();
    const wrong: ScriptedAgent = (request, tools) => {
      if (request.purpose !== "execute-plan 01-01") return good(request, tools);
      tools.write("one.txt", `two ${String(request.attempt)}\n`);
      summary(request, tools);
      return "completed";
    };
    const { report, asked } = await run(wrong);
    expect(asked.map((request) => request.attempt)).toEqual([1, 2, 3]);
    expect(asked[1]?.prompt).toContain("`grep -q one one.txt`: exit 1");
    expect(report).toMatchObject({ exit: "gaps", status: "failed", error: expect.stringContaining("refs/dgs/keep/") as string });
    expect(git("log", "--format=%s", "main..HEAD")).toBe("");
    expect(git("status", "--porcelain")).toBe("");
    const kept = execFileSync("git", ["-C", repo, "for-each-ref", "--format=%(refname)", "refs/dgs/keep"], { encoding: "utf8" }).trim();
    expect(kept).not.toBe("");
    expect(execFileSync("git", ["-C", repo, "for-each-ref", "refs/dgs/attempts"], { encoding: "utf8" })).toBe("");
  });

  it.each<[string, ScriptedAgent, string]>([
    ["no summary", (_request, tools) => { tools.write("one.txt", "one\n"); return "completed"; }, "has no 01-01-SUMMARY.md"],
    ["a summary of another plan", (request, tools) => { tools.write("one.txt", "one\n"); tools.leave("01-01-SUMMARY.md", "---\nphase: 01-build\nplan: 02\nstatus: complete\n---\n\n# Summary\n"); return request.attempt > 0 ? "completed" : "crashed"; }, "01-01"],
    ["nothing changed", (request, tools) => { summary(request, tools); return "completed"; }, "has changed nothing"],
    ["planning files changed", (request, tools) => { tools.write("one.txt", "one\n"); tools.write(".planning/STATE.md", "mine\n"); summary(request, tools); return "completed"; }, "planning files were changed"],
  ])("an executor that leaves %s is not believed", async (_, script, finding) => {
    await create();
    const { report, asked } = await run((request, tools) => (request.role === "executor" ? script(request, tools) : good(request, tools)));
    expect(asked).toHaveLength(3);
    expect(report.error).toContain(finding);
    expect(report.status).toBe("failed");
    expect(readFileSync(planning("STATE.md"), "utf8")).not.toContain("mine");
  });

  it.each([
    ["timed-out" as const, "timed-out"],
    ["limit-reached" as const, "budget"],
    ["budget-exceeded" as const, "budget"],
    ["checkpoint" as const, "human-needed"],
    ["refused" as const, "gaps"],
  ])("an agent that ends %s halts the job with exit %s, and is not asked again at once", async (type, exit) => {
    await create();
    const { report, asked } = await run(() => type);
    expect(report).toMatchObject({ status: "failed", exit });
    expect(asked).toHaveLength(1);
  });

  it("Ctrl-C stops the job at once; the next run starts the step anew", async () => {
    await create();
    const stop = new AbortController();
    const first = await run((request, tools) => {
      if (request.purpose !== "execute-plan 01-02") return good(request, tools);
      tools.write("half.txt", "half\n");
      stop.abort();
      return "cancelled";
    }, { signal: stop.signal });
    expect(first.report).toMatchObject({ exit: "cancelled", status: "in-progress" });
    expect(job("in-progress")).toContain("- [ ] `/dgs:execute-phase 1 --non-interactive`\n- [ ]");
    const second = await run(good);
    expect(second.report).toMatchObject({ exit: "ok", status: "completed" });
    expect(existsSync(join(folder, "app--v1", "half.txt"))).toBe(false);
    const kept = execFileSync("git", ["-C", repo, "for-each-ref", "--format=%(refname)", "refs/dgs/keep/v1"], { encoding: "utf8" }).trim();
    expect(execFileSync("git", ["-C", repo, "show", `${kept}^3:half.txt`], { encoding: "utf8" })).toBe("half\n");
  });

  it("a person may edit the job file while a step runs: the edit stays, and the step is found again", async () => {
    await create();
    const { report } = await run((request, tools) => {
      const path = planning("jobs", "in-progress", "milestone-v1.md");
      if (request.purpose === "execute-plan 01-01") writeFileSync(path, readFileSync(path, "utf8").replace("## Steps\n", "A note of mine.\n\n## Steps\n\n- [x] `/dgs:map-codebase`\n"));
      return good(request, tools);
    });
    expect(report).toMatchObject({ status: "completed", exit: "ok" });
    expect(job("completed")).toContain("A note of mine.\n");
    expect(job("completed").match(/- \[x\] /g)).toHaveLength(4);
  });

  it.each(["!", ">"])("a step that a person marks [%s] while another one runs is run like any other", async (mark) => {
    await create();
    const { report } = await run((request, tools) => {
      const path = planning("jobs", "in-progress", "milestone-v1.md");
      if (request.purpose === "execute-plan 01-01") writeFileSync(path, readFileSync(path, "utf8").replace("- [ ] `/dgs:audit-phase 1`", `- [${mark}] \`/dgs:audit-phase 1\``));
      return good(request, tools);
    });
    expect(report).toMatchObject({ status: "completed", exit: "ok", ran: 3 });
  });

  it.each(["!", ">"])("a step that a person marks [%s] in the moment it starts starts all the same", async (mark) => {
    await create();
    const path = planning("jobs", "in-progress", "milestone-v1.md");
    const onEvent = (event: RunEvent): void => {
      if (event.type === "step-started" && event.command.includes("audit-phase")) writeFileSync(path, readFileSync(path, "utf8").replace("- [ ] `/dgs:audit-phase 1`", `- [${mark}] \`/dgs:audit-phase 1\``));
    };
    expect((await run(good, { onEvent })).report).toMatchObject({ status: "completed", exit: "ok", ran: 3 });
  });

  it("a job that a person sets to failed while a step runs keeps the step's result and halts", async () => {
    await create();
    const { report } = await run((request, tools) => {
      const path = planning("jobs", "in-progress", "milestone-v1.md");
      if (request.purpose === "execute-plan 01-02") writeFileSync(path, readFileSync(path, "utf8").replace("- **Status:** in-progress", "- **Status:** failed"));
      return good(request, tools);
    });
    expect(report).toMatchObject({ status: "failed", ran: 1 });
    expect(job("in-progress")).toContain("- [x] `/dgs:execute-phase 1 --non-interactive`");
    expect((await run(good)).report).toMatchObject({ status: "completed", exit: "ok", ran: 2 });
  });

  it("a job file that a person breaks while a step runs halts the job without a byte of theirs lost", async () => {
    await create();
    const path = planning("jobs", "in-progress", "milestone-v1.md");
    const { report } = await tryRun((request, tools) => {
      if (request.purpose === "execute-plan 01-01") writeFileSync(path, "# I start over\n");
      return good(request, tools);
    });
    expect(report).toMatchObject({ type: "refused", code: "changed-meanwhile", exit: "conflict" });
    expect(readFileSync(path, "utf8")).toBe("# I start over\n");
  });
});

describe("without worktrees", () => {
  const inCheckout = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8" }).trim();
  beforeEach(() => {
    writeFileSync(planning("config.json"), '{"git": {"worktrees": false}}\n');
  });

  it("commits on the branch that is checked out, and no planning file with the work", async () => {
    await create();
    const { report } = await run(good);
    expect(report).toMatchObject({ exit: "ok", status: "completed" });
    expect(existsSync(join(folder, "app--v1"))).toBe(false);
    expect(inCheckout("log", "--format=%s").split("\n").filter((subject) => !subject.startsWith("docs("))).toHaveLength(3);
    expect(inCheckout("diff", "--name-only", "HEAD~5", "HEAD~3").split("\n")).toEqual(["one.txt", "result.txt"]);
    expect(inCheckout("for-each-ref", "refs/dgs/attempts")).toBe("");
  });

  it("never touches a checkout with changes of a person in it: it says what to do, and not a byte is lost", async () => {
    await create();
    writeFileSync(join(repo, "README.md"), "# mine\n");
    writeFileSync(join(repo, "new.txt"), "mine too\n");
    const { report, asked } = await run(good);
    expect(report).toMatchObject({ exit: "conflict", status: "failed", error: expect.stringContaining("commit or stash them") as string });
    expect(asked).toEqual([]);
    expect(readFileSync(join(repo, "README.md"), "utf8")).toBe("# mine\n");
    expect(readFileSync(join(repo, "new.txt"), "utf8")).toBe("mine too\n");
  });

  it("work that is not accepted stays in the checkout, and nothing is reset", async () => {
    await create();
    const { report } = await run((request, tools) => {
      tools.write("one.txt", "two\n");
      summary(request, tools);
      return "completed";
    });
    expect(report.error).toContain("its work stays in");
    expect(readFileSync(join(repo, "one.txt"), "utf8")).toBe("two\n");
  });
});

describe("a product with several projects", () => {
  it("runs the job of one of them beside the others: files, worktree, branch and refs of its own", async () => {
    for (const project of ["api", "web"]) cpSync(planning(), join(folder, project), { recursive: true });
    rmSync(planning(), { recursive: true });
    for (const project of ["api", "web"]) cpSync(join(folder, project), planning(project), { recursive: true });
    writeFileSync(planning("config.json"), "{}\n");
    const events: RunEvent[] = [];
    for (const project of ["api", "web"]) {
      const { ports, place } = createTestPorts(repo, createScriptedAgents(good), project);
      const created = await createMilestoneJob(ports, place, { check: false });
      expect(created).toMatchObject({ type: "created", path: `${project}/jobs/pending/milestone-v1.md` });
      const report = await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: (event) => events.push(event) });
      expect(report).toMatchObject({ status: "completed", exit: "ok", path: `${project}/jobs/completed/milestone-v1.md` });
      expect(readFileSync(join(folder, `app--${project}-v1`, "result.txt"), "utf8")).toBe("result good\n");
    }
    const branches = execFileSync("git", ["-C", repo, "for-each-ref", "--format=%(refname:short)", "refs/heads"], { encoding: "utf8" }).trim().split("\n");
    expect(branches).toEqual(["main", "milestone/api-v1", "milestone/web-v1"]);
  });
});

describe("a job of another milestone", () => {
  it("is not run: its phases would be those of the active one", async () => {
    await create();
    writeFileSync(planning("ROADMAP.md"), readFileSync(planning("ROADMAP.md"), "utf8").replace("🚧 **v1 App**", "✅ **v1 App**").replace("## Phases", "- 🚧 **v2 Next** - Phases 2-2\r\n\r\n## Phases"));
    writeFileSync(planning("STATE.md"), "---\nmilestone: v2\n---\n");
    expect((await tryRun(good)).report).toMatchObject({ type: "refused", code: "not-the-active-milestone", exit: "usage" });
  });
});

describe("one runner", () => {
  it("is refused with the holder's pid while another one runs, also for cancel-job", async () => {
    await create();
    const answers: unknown[] = [];
    const { report } = await run(async (request, tools) => {
      if (request.purpose === "execute-plan 01-01") {
        const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
        answers.push((await tryRun(good)).report, await cancelJob(ports, place, { version: "v1" }));
      }
      return good(request, tools);
    });
    expect(report.exit).toBe("ok");
    for (const answer of answers) expect(answer).toMatchObject({ type: "refused", code: "locked", exit: "locked", message: expect.stringContaining(`process ${String(process.pid)} on `) as string });
  });

  it("takes over from a dead holder at once", async () => {
    await create();
    const { ports } = createTestPorts(repo, createScriptedAgents(good));
    const gone = execFileSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" }).trim();
    const liveness = { ...ports.liveness, current: () => ({ ...ports.liveness.current(), identity: { ...(ports.liveness.current().identity as object), pid: Number(gone), startTime: "1" } }) };
    expect(tryLock({ folder: planning("jobs", ".locks"), name: "milestone-v1", now: "T", liveness })).toMatchObject({ type: "held" });
    expect((await run(good)).report.exit).toBe("ok");
  });
});

describe("cancel-job, list-jobs, create-milestone-job", () => {
  it("cancel moves a halted job back to pending with a summary, and it can be run again", async () => {
    await create();
    await run((request, tools) => (request.purpose === "execute-plan 01-02" ? "crashed" : good(request, tools)));
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    expect(await cancelJob(ports, place, { version: "v1" })).toMatchObject({ type: "cancelled", folder: "pending", path: "jobs/pending/milestone-v1.md" });
    expect(readFileSync(planning("jobs", "pending", "job-v1-SUMMARY.md"), "utf8")).toContain("- **Result:** cancelled");
    expect(job("pending")).toContain("- **Status:** pending");
    expect(await listJobs(ports, place)).toMatchObject({ jobs: { pending: [{ version: "v1", completed: 0, total: 3 }], "in-progress": [], completed: [] } });
    expect(await cancelJob(ports, place, { version: "v1" })).toMatchObject({ type: "cancelled" });
    expect((await run(good)).report).toMatchObject({ exit: "ok", status: "completed" });
  });

  it("a job that exists is not written over; a completed one does not stand in the way of a new one", async () => {
    await create();
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    const before = job("pending");
    expect(await createMilestoneJob(ports, place, { check: true })).toMatchObject({ code: "job-exists", at: "jobs/pending/milestone-v1.md" });
    expect(job("pending")).toBe(before);
    await run(good);
    expect(await createMilestoneJob(ports, place, { check: true })).toMatchObject({ type: "created", steps: ["/dgs:audit-milestone v1"], complete: ["1"] });
    expect((await run(good)).report).toMatchObject({ path: "jobs/completed/milestone-v1-2.md", exit: "ok" });
    expect(readdirSync(planning("jobs", "completed")).sort()).toEqual(["job-v1-2-SUMMARY.md", "job-v1-SUMMARY.md", "milestone-v1-2.md", "milestone-v1.md"]);
  });

  it.each([
    ["v9", "unknown-version"],
    ["soon", "bad-version"],
  ])("refuses the version %s as %s", async (version, code) => {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    expect(await planMilestoneJob(ports, place, { version, check: true })).toMatchObject({ type: "refused", code, exit: "usage" });
  });

  it("refuses an empty roadmap and a missing one, with the place and the remedy", async () => {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(good));
    writeFileSync(planning("ROADMAP.md"), "# Roadmap\n\n- 🚧 **v1 App** (in progress)\n");
    expect(await planMilestoneJob(ports, place, { check: true })).toMatchObject({ code: "roadmap-empty", at: "ROADMAP.md" });
    rmSync(planning("ROADMAP.md"));
    expect(await planMilestoneJob(ports, place, { check: true })).toMatchObject({ code: "roadmap-missing", exit: "usage" });
    expect(existsSync(planning("jobs"))).toBe(false);
  });

  it("refuses to run a job file with a broken step line, names line and column, and writes nothing", async () => {
    await create();
    const broken = job("pending").replace("/dgs:audit-phase 1", "/dgs:audit-phase one two");
    writeFileSync(planning("jobs", "pending", "milestone-v1.md"), broken);
    const { report } = await tryRun(good);
    expect(report).toMatchObject({ type: "refused", code: "bad-argument", at: "jobs/pending/milestone-v1.md:13:7", exit: "usage" });
    expect(job("pending")).toBe(broken);
  });
});
