import type { ProcessResult, ProcessSpec } from "@dgs/core";
import { expect, it } from "vitest";
import { askGit, createRunGit } from "./run-git.js";

const facts = { durationMs: 1, tail: "", stdoutTail: "", outputBytes: 0, leftovers: 0 };

function runOf(results: readonly ProcessResult[]) {
  const specs: ProcessSpec[] = [];
  const processes = {
    run(spec: ProcessSpec) {
      specs.push(spec);
      return Promise.resolve(results[Math.min(specs.length, results.length) - 1]!);
    },
  };
  return { specs, run: createRunGit({ processes, env: { PATH: "/p", GIT_DIR: "/elsewhere" }, deadlineMs: 7 }) };
}

it("gives every command its folder, a built environment, a closed stdin and a deadline", async () => {
  const { run, specs } = runOf([{ ...facts, type: "exited", code: 0, stdoutTail: "x\n" }]);
  expect(await askGit(run, { tree: "/t", args: ["status"], kind: "read" })).toBe("x\n");
  expect(specs[0]).toMatchObject({ program: "git", cwd: "/t", stdin: "", deadlineMs: 7 });
  expect(specs[0]?.args.slice(-1)).toEqual(["status"]);
  expect(specs[0]?.env).toEqual({ PATH: "/p", LC_ALL: "C", GIT_REFLOG_ACTION: "dgs", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" });
});

it("asks again, with more room, when the output of a reading command was cut", async () => {
  const cut: ProcessResult = { ...facts, type: "exited", code: 0, stdoutTail: "tail", outputBytes: 9_000_000 };
  const { run, specs } = runOf([cut, { ...cut, stdoutTail: "whole" }]);
  expect(await askGit(run, { tree: "/t", args: ["log"], kind: "read" })).toBe("whole");
  expect(specs).toHaveLength(2);
  expect(specs[1]?.tailBytes).toBeGreaterThanOrEqual(9_000_000);
});

it("never runs a writing command twice", async () => {
  const { run, specs } = runOf([{ ...facts, type: "exited", code: 0, outputBytes: 9_000_000 }]);
  await askGit(run, { tree: "/t", args: ["commit"], kind: "hooks" });
  expect(specs).toHaveLength(1);
});

it("refuses half an answer", async () => {
  const { run } = runOf([{ ...facts, type: "exited", code: 0, outputBytes: 2 ** 40 }]);
  expect(await askGit(run, { tree: "/t", args: ["log"], kind: "read" })).toMatchObject({ type: "refused", code: "other" });
});

it.each([
  [{ ...facts, type: "signalled", signal: "SIGKILL" }, "other"],
  [{ ...facts, type: "timed-out", forced: false }, "other"],
  [{ ...facts, type: "cancelled", forced: false }, "other"],
  [{ ...facts, type: "not-started", reason: "not-found", message: "" }, "git-not-found"],
  [{ ...facts, type: "not-started", reason: "bad-cwd", message: "" }, "not-a-repository"],
  [{ ...facts, type: "not-started", reason: "not-executable", message: "" }, "other"],
  [{ ...facts, type: "exited", code: 128, tail: "fatal: bad object x" }, "unknown-revision"],
] as const)("refuses when it was %j", async (result, code) => {
  const { run } = runOf([result]);
  expect(await askGit(run, { tree: "/t", args: ["log"] })).toMatchObject({ type: "refused", code });
});

it("never starts a program for a name with a NUL in it", async () => {
  const { run, specs } = runOf([{ ...facts, type: "exited", code: 0 }]);
  expect(await askGit(run, { tree: "/t", args: ["log", "a\0b"] })).toMatchObject({ code: "bad-name" });
  expect(specs).toHaveLength(0);
});
