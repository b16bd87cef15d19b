import type { Git, GitRefusal } from "@dgs/core";
import { afterEach, expect } from "vitest";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.js";

/** Makes the engine under test, with the environment from which its git takes what it needs. */
export type MakeGit = (env: Readonly<Record<string, string>>) => Git;

/** One test's sandbox and engine. */
export interface Stage extends Sandbox {
  readonly engine: Git;
}

/** Returns a function that sets a stage; what it made is removed after each test. */
export function stages(makeGit: MakeGit): (options?: SandboxOptions) => Stage {
  const open: Sandbox[] = [];
  afterEach(() => {
    for (const sandbox of open.splice(0)) sandbox.dispose();
  });
  return (options) => {
    const sandbox = createSandbox(options);
    open.push(sandbox);
    return { ...sandbox, engine: makeGit(sandbox.env) };
  };
}

/** Expects a refusal with a code and returns it. */
export function expectRefusal(answer: unknown, code: GitRefusal["code"]): GitRefusal {
  expect(answer).toMatchObject({ type: "refused", code });
  expect((answer as GitRefusal).message).not.toBe("");
  return answer as GitRefusal;
}
