import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setupWorktree, type SetupInput } from "../../runtime/src/work/setup-worktree.js";

let folder: string;
let path: string;
let notes: string[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs set up ")));
  path = join(folder, "app--v1\nünï");
  mkdirSync(join(folder, ".planning"));
  execFileSync("git", ["init", "--quiet", path]);
  notes = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Sets up with a script of node in the worktree, or with a whole command. */
function setUp(setup: string | undefined, more: Partial<SetupInput> & { readonly signal?: AbortSignal } = {}): ReturnType<typeof setupWorktree> {
  const { ports } = createTestPorts(folder, createScriptedAgents(() => "completed"));
  const { signal = new AbortController().signal, ...input } = more;
  return setupWorktree({ ports: { ...ports, testEnv: { ...ports.testEnv, HOME: folder } }, signal, onEvent: (event) => { if (event.type === "note") notes.push(event.text); } }, { repo: { name: "app", setup }, path, slug: "v1", ...input });
}

function script(name: string, text: string): string {
  writeFileSync(join(path, name), `#!${process.execPath}\n${text}`, { mode: 0o755 });
  return `./${name}`;
}

const read = (...names: string[]): string => readFileSync(join(path, ...names), "utf8");
const runs = (): number => (existsSync(join(path, "runs")) ? read("runs").length : 0);
const COUNT = 'require("fs").appendFileSync("runs", "x");\n';

describe.skipIf(process.platform === "win32")("setupWorktree", () => {
  it("runs the command in the worktree, with slug and path as arguments and no secret, and keeps its output where git ignores it", async () => {
    process.env["DGS_TEST_SECRET"] = "hush";
    const setup = script("setup.js", 'require("fs").writeFileSync("got.json", JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: Object.keys(process.env) })); console.log("all made"); console.error("and said");');
    const done = await setUp(setup);
    delete process.env["DGS_TEST_SECRET"];
    expect(done).toMatchObject({ type: "ready", ran: true, logPath: join(path, ".dgs", "logs", "setup.log") });
    const got = JSON.parse(read("got.json")) as { args: string[]; cwd: string; env: string[] };
    expect(got).toMatchObject({ args: ["v1", path], cwd: path });
    expect(got.env).not.toContain("DGS_TEST_SECRET");
    expect(read(".dgs", "logs", "setup.log")).toBe("all made\nand said\n");
    expect(execFileSync("git", ["-C", path, "status", "--porcelain", "--untracked-files=all", "--", ".dgs"], { encoding: "utf8" })).toBe("");
  });

  it("gives a line for the shell the same as $1 and $2", async () => {
    expect(await setUp('printf "%s|%s" "$1" "$2" > got && true')).toMatchObject({ ran: true });
    expect(read("got")).toBe(`v1|${path}`);
  });

  it("adds no words to a program that would take them for its own", async () => {
    expect(await setUp("git config dgs.word made")).toMatchObject({ ran: true });
    expect(execFileSync("git", ["-C", path, "config", "dgs.word"], { encoding: "utf8" })).toBe("made\n");
  });

  it("runs once, again when it is asked for, when the command is another one, and when what it made was cleaned away", async () => {
    const setup = script("setup.js", COUNT);
    expect(await setUp(setup)).toMatchObject({ ran: true });
    expect(await setUp(setup)).toEqual({ type: "ready", ran: false });
    expect(runs()).toBe(1);
    await setUp(setup, { again: true });
    expect(runs()).toBe(2);
    await setUp(`${setup} --all`);
    expect(runs()).toBe(3);
    rmSync(join(path, ".dgs"), { recursive: true });
    await setUp(`${setup} --all`);
    expect(runs()).toBe(4);
  });

  it("has nothing to do, and makes nothing, for a repo without a setup", async () => {
    expect(await setUp(undefined)).toEqual({ type: "ready", ran: false });
    expect(existsSync(join(path, ".dgs"))).toBe(false);
  });

  it("fails with the place of the log, leaves the worktree, and runs again next time", async () => {
    const setup = script("setup.js", `${COUNT}console.error("no such server"); process.exit(3);`);
    const failure = await setUp(setup);
    expect(failure).toMatchObject({ type: "failed", reason: "failed" });
    expect(failure.type === "failed" && failure.error).toContain(`exit code 3. See ${join(path, ".dgs", "logs", "setup.log")}`);
    expect(read(".dgs", "logs", "setup.log")).toBe("no such server\n");
    await setUp(setup);
    expect(runs()).toBe(2);
    expect(read(".dgs", "logs", "setup.log")).toBe("no such server\n");
  });

  it("forgets that it was done when it fails later on", async () => {
    const setup = script("setup.js", `${COUNT}process.exit(require("fs").existsSync("broken") ? 1 : 0)`);
    await setUp(setup);
    writeFileSync(join(path, "broken"), "");
    expect(await setUp(setup, { again: true })).toMatchObject({ type: "failed" });
    rmSync(join(path, "broken"));
    expect(await setUp(setup)).toMatchObject({ ran: true });
    expect(runs()).toBe(3);
  });

  it("ends one that hangs, with all that it started, when its time is over", async () => {
    const setup = script("setup.js", `${COUNT}require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }); setInterval(() => {}, 1000);`);
    const failure = await setUp(setup, { deadlineMs: 1_500 });
    expect(failure).toMatchObject({ type: "failed", reason: "timed-out" });
    expect(failure.type === "failed" && failure.error).toContain("was not done after 1.5 s");
    const { ports } = createTestPorts(folder, createScriptedAgents(() => "completed"));
    expect(await ports.processesIn(path)).toEqual({ type: "known", processes: [] });
    expect(existsSync(join(path, ".dgs", "setup.json"))).toBe(false);
  });

  it("ends a daemon that it leaves behind, and counts as done", async () => {
    const setup = script("setup.js", 'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" }).unref();');
    expect(await setUp(setup)).toMatchObject({ ran: true });
    expect(notes.at(-1)).toMatch(/1 processes? that it left running/);
    const { ports } = createTestPorts(folder, createScriptedAgents(() => "completed"));
    expect(await ports.processesIn(path)).toEqual({ type: "known", processes: [] });
  });

  it("is interrupted by the signal, and runs again", async () => {
    const stop = new AbortController();
    const setup = script("setup.js", `${COUNT}setInterval(() => {}, 1000);`);
    const waiting = setUp(setup, { signal: stop.signal });
    while (runs() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    expect(await waiting).toEqual({ type: "interrupted" });
    expect(existsSync(join(path, ".dgs", "setup.json"))).toBe(false);
  });

  it("says what to correct when there is no such program", async () => {
    expect(await setUp("./not-there.sh")).toMatchObject({ type: "failed", reason: "usage", error: expect.stringContaining("column Setup of REPOS.md") as string });
  });

  it.each([
    ["$(touch pwned)", "touch-pwned"],
    ["a;touch pwned", "a-touch-pwned"],
    ["-rf", "rf"],
    ["../../x", "x"],
    ["a\nb\0c", "a-b-c"],
    ["", "worktree"],
    ["Füße 修正", "Füße-修正"],
    ["x".repeat(300), "x".repeat(100)],
  ])("makes the slug %j harmless, also for a script that forgets to quote", async (slug, plain) => {
    expect(await setUp("printf %s $1 > got; eval echo $1", { slug })).toMatchObject({ ran: true });
    expect(read("got")).toBe(plain);
    expect(existsSync(join(path, "pwned"))).toBe(false);
  });

  it("writes through no link that lies in the worktree", async () => {
    const outside = join(folder, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "mine"), "mine");
    mkdirSync(join(path, ".dgs", "logs"), { recursive: true });
    symlinkSync(join(outside, "mine"), join(path, ".dgs", "logs", "setup.log"));
    symlinkSync(join(outside, "mine"), join(path, ".dgs", "setup.json"));
    expect(await setUp(script("setup.js", 'console.log("said")'))).toMatchObject({ ran: true });
    expect(readFileSync(join(outside, "mine"), "utf8")).toBe("mine");
    expect(lstatSync(join(path, ".dgs", "setup.json")).isFile()).toBe(true);
    rmSync(join(path, ".dgs"), { recursive: true });
    symlinkSync(outside, join(path, ".dgs"));
    expect(await setUp("./setup.js")).toMatchObject({ type: "failed", reason: "internal" });
  });
});
