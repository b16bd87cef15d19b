import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeOf, type Problem } from "@dgs/core";
import { executePhase, isRefusal } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { gitIn, leaveSummary, makeWavesScene, planOf, type WavesRun, type WavesScene } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs outside ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two plans side by side: the files of the first are the test's, and its agent does what the test says besides its work. */
async function besides(files: readonly string[], does: (cwd: string) => void, verify?: string): Promise<{ readonly scene: WavesScene; readonly run: WavesRun }> {
  const scene = await makeScene(files, verify);
  return { scene, run: await scene.run(agentThat(does)) };
}

async function makeScene(files: readonly string[], verify?: string): Promise<WavesScene> {
  const scene = await makeWavesScene(folder, [{ id: "01-01", files: ["one.txt", ...files], ...(verify === undefined ? {} : { verify }) }, { id: "01-02", files: ["two.txt"] }]);
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync(join("..", "elsewhere"), join(scene.repo, "link"));
  symlinkSync(join("..", "not-there.txt"), join(scene.repo, "nothing"));
  scene.git("add", "--all");
  scene.git("commit", "--quiet", "--message", "Links");
  return scene;
}

function agentThat(does: (cwd: string) => void): ScriptedAgent {
  return (request, tools) => {
    const id = planOf(request);
    if (id === undefined) return "completed";
    const file = id === "01-01" ? "one.txt" : "two.txt";
    tools.write(file, `${id}\n`);
    if (id === "01-01") does(request.cwd);
    leaveSummary(id, tools, { created: [file] });
    return "completed";
  };
}

const outsideOf = ({ events }: Pick<WavesRun, "events">): readonly Problem[] => events.flatMap((event) => (event.type === "phase-opened" ? event.waves.flatMap((wave) => wave.plans.flatMap((plan) => plan.outside)) : []));
const notesOf = ({ events }: Pick<WavesRun, "events">): string => events.flatMap((event) => (event.type === "note" ? [event.text] : [])).join("\n");

describe("a plan that names a file outside, and whose agent follows it, fails alone: nothing of it lands, and the other plan does", () => {
  it.each([
    ["by ..", "../outside.txt", "outside.txt", "lies outside of the repository"],
    ["by .. behind a folder", "src/../../outside.txt", "outside.txt", "lies outside of the repository"],
    ["by an absolute path", "ABSOLUTE", "absolute.txt", "lies outside of the repository"],
    ["by a link that leads out", "link/inside.txt", "elsewhere/inside.txt", "leads out of the repository by a symbolic link"],
    ["by a link that leads to nothing yet", "nothing", "not-there.txt", "leads out of the repository by a symbolic link"],
  ])("%s", async (_, name, lies, says) => {
    const named = name === "ABSOLUTE" ? join(folder, "absolute.txt") : name;
    const target = join(folder, lies);
    const { scene, run } = await besides([named], (cwd) => { writeFileSync(named.startsWith("/") ? named : join(cwd, named), "from the agent\n"); });
    expect(run.report.error).toContain(`while plan 01-01 ran, what the plan names outside of its worktree was touched: ${target} was made (named as ${named})`);
    expect(run.report.exit).toBe("conflict");
    expect(scene.landed()).toEqual(["01-02"]);
    expect(scene.faults()).toEqual([]);
    expect(readFileSync(target, "utf8")).toBe("from the agent\n");
    expect(run.asked.filter((request) => planOf(request) === "01-01")).toHaveLength(1);
    const [problem, ...more] = outsideOf(run);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "plan-file-outside", severity: "warning", message: expect.stringContaining(says) as string });
    const place = `phases/01-build/01-01-PLAN.md:7:29`;
    expect(problem === undefined ? "" : placeOf(problem)).toBe(place);
    expect(notesOf(run)).toContain(`${place}: The plan names`);
  });

  it.each([
    ["changes it", "was changed", (path: string) => { writeFileSync(path, "other\n"); }],
    ["deletes it", "was deleted", (path: string) => { rmSync(path); }],
  ])("also where the file was there and the agent %s", async (_, says, does) => {
    const path = join(folder, "theirs.txt");
    writeFileSync(path, "theirs\n");
    const { scene, run } = await besides(["../theirs.txt"], () => { does(path); });
    expect(run.report.error).toContain(`${path} ${says}`);
    expect(scene.landed()).toEqual(["01-02"]);
  });

  it("also where its verify command does it, once its work is good", async () => {
    const { scene, run } = await besides(["../outside.txt"], () => undefined, "cp one.txt ../outside.txt");
    expect(run.report.error).toContain(`${join(folder, "outside.txt")} was made`);
    expect(scene.landed()).toEqual(["01-02"]);
    expect(scene.faults()).toEqual([]);
  });

  it("also where it names a file of a person's checkout", async () => {
    const { scene, run } = await besides(["../app/README.md"], () => { writeFileSync(join(folder, "app", "README.md"), "theirs\n"); });
    expect(run.report.error).toContain(`${join(folder, "app", "README.md")} was changed`);
    expect(scene.landed()).toEqual(["01-02"]);
  });
});

describe("a plan that names a file outside", () => {
  it("lands where its agent leaves that alone", async () => {
    writeFileSync(join(folder, "theirs.txt"), "theirs\n");
    const { scene, run } = await besides(["../theirs.txt", "link/inside.txt"], () => undefined);
    expect(run.report.error).toBeUndefined();
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
    expect(outsideOf(run)).toHaveLength(2);
  });

  it("by a wildcard is told of what was changed there, and lands, as anybody may have done it", async () => {
    const { scene, run } = await besides(["../elsewhere/*.txt"], () => { writeFileSync(join(folder, "elsewhere", "a.txt"), "a\n"); });
    expect(run.report.error).toBeUndefined();
    expect(notesOf(run)).toContain(`while plan 01-01 ran, something in ${join(folder, "elsewhere")} was changed`);
    expect(scene.landed()).toEqual(["01-01", "01-02"]);
  });

  it("may not delete inside what has that name from the root of the disk", async () => {
    const scene = await makeScene(["/README.md"]);
    const run = await scene.run(agentThat((cwd) => {
      if (!existsSync(join(cwd, "README.md"))) return;
      gitIn(cwd, "rm", "--quiet", "README.md");
      gitIn(cwd, "commit", "--quiet", "-m", "gone");
    }));
    expect(run.report.error).toContain("files are deleted that the plan does not name: README.md");
    expect(scene.landed()).toEqual(["01-02"]);
  });

  it("has its warnings in the report of the command", async () => {
    const scene = await makeScene(["../outside.txt"]);
    const { ports, place } = createTestPorts(scene.repo, createScriptedAgents(agentThat(() => undefined)));
    const report = await executePhase(ports, place, { phase: "1", gapsOnly: false, auto: false, signal: new AbortController().signal, onEvent: () => undefined });
    if (isRefusal(report)) throw new Error(report.message);
    expect(report.exit).toBe("ok");
    expect(report.problems.filter(({ code }) => code === "plan-file-outside").map(placeOf)).toEqual(["phases/01-build/01-01-PLAN.md:7:29"]);
    expect(report.waves[0]?.plans[0]?.outside).toHaveLength(1);
  });
});

it("a link of an agent that leads out to nothing yet is not taken: what is written through it would be made there", async () => {
  const { scene, run } = await besides([], (cwd) => {
    if (lstatSync(join(cwd, "fresh-link"), { throwIfNoEntry: false }) !== undefined) return;
    symlinkSync(join(folder, "not-yet.txt"), join(cwd, "fresh-link"));
    gitIn(cwd, "add", "fresh-link");
    gitIn(cwd, "commit", "--quiet", "-m", "a link");
  });
  expect(run.report.error).toContain("fresh-link is a symbolic link that leads out of the repository");
  expect(scene.landed()).toEqual(["01-02"]);
  expect(existsSync(join(folder, "not-yet.txt"))).toBe(false);
});
