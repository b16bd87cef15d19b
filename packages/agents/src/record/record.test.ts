import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AgentEvent, AgentRequest, AgentResult, Git } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { snapshotOf } from "../fixtures/play-scene.js";
import { createReplayAgents } from "../replay/create-replay-agents.js";
import { parseTape } from "../replay/parse-tape.js";
import type { Tape } from "../replay/tape.js";
import { createRecordingAgents } from "./create-recording-agents.js";
import { openTape, type TapeWriter } from "./tape-writer.js";

let folder: string;
let cwd: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-record-"));
  cwd = path.join(folder, "work", "tree");
  file = path.join(folder, "a.tape.json");
  mkdirSync(cwd, { recursive: true });
  put("kept.txt", "kept\n");
  put("src/old.js", "old\n");
  put("tool.sh", "#!/bin/sh\n", 0o755);
  put("plain.sh", "#!/bin/sh\n");
  put(".gitignore", "node_modules/\n*.log\n");
  execFileSync("git", ["init", "--quiet", cwd]);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(name: string, text: string | Buffer, mode = 0o644): void {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  writeFileSync(path.join(cwd, name), text);
  chmodSync(path.join(cwd, name), mode);
}

const git: Pick<Git, "listIgnored" | "topLevel"> = {
  topLevel: () => Promise.resolve(cwd),
  listIgnored: () => Promise.resolve(execFileSync("git", ["-C", cwd, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"], { encoding: "utf8" }).split("\0").filter((name) => name !== "")),
};

const requestOf = (more: Partial<AgentRequest> = {}): AgentRequest => ({
  role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "", cwd, outbox: path.join(cwd, ".dgs", "outbox", "x"), logPath: path.join(folder, "log"), limits: { timeMs: 1000 },
  inputs: [{ title: "The plan", path: "phases/01-PLAN.md", text: `Do it in ${cwd}\non 2026-01-02T03:04:05Z at 0123456789abcdef\nduration: 12 s\n` }], ...more,
});
const completed: AgentResult = { type: "completed", usage: { durationMs: 5, inputTokens: 7, logPath: "/somewhere/log" } };

function open(): TapeWriter {
  const tape = openTape(file, "a");
  if ("problems" in tape) throw new Error(JSON.stringify(tape.problems));
  return tape;
}
function tapeNow(): Tape {
  const read = parseTape(readFileSync(file, "utf8"));
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.tape;
}
async function record(work: () => void, request = requestOf(), result = completed, tape = open()): Promise<AgentResult> {
  return createRecordingAgents({ tape, git, agents: { run: () => { work(); return Promise.resolve(result); } } }).run(request);
}
const leave = (name: string, text: string): void => { put(`.dgs/outbox/x/${name}`, text); };

it("of an agent that only looks has no planning file on it: DGS writes those while several look side by side", async () => {
  const work = (): void => {
    put(".planning/codebase/STACK.md", "# Stack\n");
    put("sub/.gsd/codebase/STACK.md", "# Stack\n");
    put("src/new.js", "export {};\n");
    leave("TESTING.md", "# Testing\n");
  };
  await record(work, requestOf({ role: "codebase-mapper", purpose: "map-codebase quality", permission: "read-only" }));
  expect(tapeNow().entries[0]).toMatchObject({ changes: [{ path: "src/new.js" }], outbox: [{ path: "TESTING.md" }] });
  rmSync(path.join(cwd, ".planning"), { recursive: true });
  await record(work, requestOf({ purpose: "execute-plan 01-02" }));
  expect(tapeNow().entries[1]?.changes.map((change) => change.path)).toEqual([".planning/codebase/STACK.md"]);
});

describe("a recorded run", () => {
  const work = (): void => {
    put("kept.txt", "kept\n");
    put("src/new.js", "export {};\n");
    put("logo.png", Buffer.from([0x89, 0x50, 0xff, 0x00]));
    rmSync(path.join(cwd, "src/old.js"));
    put("plain.sh", "#!/bin/sh\n", 0o755);
    put("tool.sh", "#!/bin/sh\n", 0o644);
    put("node_modules/x/index.js", "ignored");
    put("a.log", "ignored");
    leave("01-01-SUMMARY.md", "# Done\n");
  };

  it("holds what was asked, what was changed and left, and how it ended; played on a copy, it gives the same tree", async () => {
    const copy = path.join(folder, "copy", "tree");
    cpSync(cwd, copy, { recursive: true });
    expect(await record(work)).toEqual(completed);
    const [entry] = tapeNow().entries;
    expect(entry).toMatchObject({
      purpose: "execute-plan 01-01", attempt: 1, role: "executor", asked: { tier: "sonnet", inputs: [{ title: "The plan", path: "phases/01-PLAN.md", text: expect.stringContaining("Do it in <folder>/tree\n") as string }] },
      outbox: [{ path: "01-01-SUMMARY.md", text: "# Done\n" }], result: { type: "completed", usage: { durationMs: 5, inputTokens: 7 } },
    });
    expect(entry?.changes).toEqual([
      { path: "src/old.js", delete: true }, { path: "tool.sh", delete: true },
      { path: "logo.png", base64: "iVD/AA==" }, { path: "plain.sh", text: "#!/bin/sh\n", executable: true }, { path: "src/new.js", text: "export {};\n" }, { path: "tool.sh", text: "#!/bin/sh\n" },
    ]);
    expect(entry?.expects.map((each) => [each.path, Object.keys(each)[1]])).toEqual([["logo.png", "absent"], ["plain.sh", "sha256"], ["src/new.js", "absent"], ["src/old.js", "sha256"], ["tool.sh", "sha256"]]);
    const played = requestOf({ cwd: copy, outbox: path.join(copy, ".dgs", "outbox", "x"), inputs: [{ title: "The plan", path: "phases/01-PLAN.md", text: `Do it in ${copy}\non 2027-11-12T13:14:15Z at fedcba9876543210\nduration: 7 s\n` }] });
    const agents = createReplayAgents({ tape: tapeNow() });
    for (let time = 1; time <= 2; time++) {
      expect(await agents.run(played)).toMatchObject({ type: "completed", usage: { inputTokens: 7 } });
      const without = (tree: string): object => Object.fromEntries(Object.entries(snapshotOf(tree)).filter(([name]) => !/^\.git\/|^node_modules|^a\.log$/.test(name)));
      expect(without(copy)).toEqual(without(cwd));
    }
  });

  it("does not fit other inputs or files, and says which, where, and what was seen", async () => {
    await record(work);
    const agents = createReplayAgents({ tape: tapeNow() });
    const ask = async (inputs: AgentRequest["inputs"]): Promise<AgentResult> => agents.run(requestOf({ inputs: inputs ?? [] }));
    const at = "the tape does not fit: in its entry execute-plan 01-01 (attempt 1) ";
    expect(await ask([{ title: "The plan", path: "phases/01-PLAN.md", text: `Do it in ${cwd}\nnever\n` }])).toMatchObject({ type: "refused", unfit: true, message: `${at}the input "The plan" (phases/01-PLAN.md) differs at line 2: recorded "on 2026-01-02T03:04:05Z at 0123456789abcdef", seen "never"` });
    expect(await ask([])).toMatchObject({ unfit: true, message: `${at}the input "The plan" (phases/01-PLAN.md) was asked with, and now nothing stands there` });
    expect(await ask([...(requestOf().inputs ?? []), { title: "More", text: "x" }])).toMatchObject({ unfit: true, message: `${at}the input "More" was not asked with when it was recorded` });
    writeFileSync(path.join(cwd, "src/old.js"), "another\n");
    expect(await ask(requestOf().inputs)).toMatchObject({ unfit: true, message: expect.stringMatching(/^files differ from what the tape was recorded on: src\/old\.js \(src\/old\.js was sha256 [0-9a-f]{12} and is sha256 [0-9a-f]{12}\)$/) as string });
  });

  it("has no secret in it", async () => {
    const key = "sk-ant-api03-AbCdEfGhIjKlMnOpQrSt";
    await record(() => {
      put("settings.env", `KEY=${key}\n`);
      put("blob.bin", Buffer.concat([Buffer.from([0xff]), Buffer.from(` ${key} `)]));
      leave("SUMMARY.md", `used ${key}\n`);
    }, requestOf({ inputs: [{ title: "Notes", text: `the key is ${key}` }] }), { type: "crashed", message: `failed with ${key}`, usage: { durationMs: 1 } });
    expect(readFileSync(file, "utf8")).not.toContain("AbCdEfGhIjKl");
    expect(Buffer.from(tapeNow().entries[0]?.changes.flatMap((change) => ("base64" in change ? [change.base64] : []))[0] ?? "", "base64").toString("latin1")).toBe("\u00ff [hidden] ");
    expect(tapeNow().entries[0]).toMatchObject({ hidden: true, result: { message: "failed with [hidden]" } });
  });

  it("names what a tape cannot hold, and says so when it is played", async () => {
    await record(() => {
      symlinkSync("kept.txt", path.join(cwd, "link"));
      put("a:b", "x");
      put("fine.txt", "fine\n");
      put(".dgs/outbox/x/bad.md", Buffer.from([0xff]));
    });
    expect(tapeNow().entries[0]).toMatchObject({ changes: [{ path: "fine.txt" }], leftOut: [{ path: "a:b" }, { path: "link", reason: "it is or was a symbolic link" }, { path: "outbox: bad.md" }] });
    rmSync(path.join(cwd, "fine.txt"));
    const events: AgentEvent[] = [];
    await createReplayAgents({ tape: tapeNow() }).run(requestOf({ onEvent: (event) => { events.push(event); } }));
    expect(events).toContainEqual({ type: "tool", name: "the tape lacks link: it is or was a symbolic link", state: "started" });
  });
});

describe("the file", () => {
  it("is a whole tape from the beginning and after each run; another run goes on with it", async () => {
    open();
    expect(tapeNow()).toEqual({ version: 2, name: "a", entries: [] });
    await record(() => { put("one.txt", "1\n"); });
    await record(() => { put("two.txt", "2\n"); }, requestOf({ purpose: "execute-plan 01-02" }));
    expect(tapeNow().entries.map(({ purpose, changes }) => [purpose, changes.map((change) => ("text" in change ? change.text : ""))])).toEqual([["execute-plan 01-01", ["1\n"]], ["execute-plan 01-02", ["2\n"]]]);
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it("of version 1 is gone on with as one of version 2", () => {
    writeFileSync(file, JSON.stringify({ version: 1, name: "old", entries: [{ purpose: "p", result: { type: "completed" } }] }));
    open();
    expect(tapeNow()).toMatchObject({ version: 2, name: "old", entries: [{ purpose: "p" }] });
  });

  it("takes what a killed writer left beside it for nothing", () => {
    writeFileSync(`${file}.part`, "{ half");
    open();
    expect([tapeNow().entries, existsSync(`${file}.part`)]).toEqual([[], false]);
  });

  it("is not begun where it cannot be written, and not gone on with where it is broken", () => {
    expect(openTape(path.join(folder, "none", "a.json"), "a")).toMatchObject({ problems: [{ code: "tape-unwritable" }] });
    writeFileSync(file, "{");
    expect(openTape(file, "a")).toMatchObject({ problems: [{ code: "tape-not-json" }] });
    expect(readFileSync(file, "utf8")).toBe("{");
  });

  it("has no run that was cancelled", async () => {
    await record(() => undefined, requestOf(), { type: "cancelled", message: "cancelled", usage: { durationMs: 1 } });
    expect(tapeNow().entries).toEqual([]);
  });

  it("costs no run its result where it cannot be written: whoever watches is told", async () => {
    const events: AgentEvent[] = [];
    const broken: TapeWriter = { begin: () => { throw new Error("the disk is full"); }, settle: () => undefined };
    expect(await record(() => undefined, requestOf({ onEvent: (event) => { events.push(event); } }), completed, broken)).toEqual(completed);
    expect(events).toEqual([{ type: "error", message: "the run could not be recorded: the disk is full" }]);
  });
});
