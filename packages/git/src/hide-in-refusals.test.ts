import type { Processes } from "@dgs/core";
import { expect, it } from "vitest";
import { createGit } from "./create-git.js";

/** An engine over a git that fails and prints what it is told; how often the environment was looked through, and how many commands were run. */
function engineOf(printed: string, env: Readonly<Record<string, string>> = {}) {
  const looked = { times: 0, commands: 0 };
  const watched = new Proxy(env, {
    ownKeys(target) {
      looked.times += 1;
      return Reflect.ownKeys(target);
    },
  });
  const processes: Processes = {
    run() {
      looked.commands += 1;
      return Promise.resolve({ type: "exited", code: 128, durationMs: 1, stdout: "", stderr: printed, tail: printed } as never);
    },
  };
  return { git: createGit({ processes, env: watched }), looked };
}

const message = async (answer: Promise<unknown>): Promise<string> => ((await answer) as { readonly message: string }).message;

it("says no password that stands in an address or in what a hook prints", async () => {
  const { git } = engineOf("remote: key sk-ant-api03-AbCdEfGhIjKlMnOpQrSt\nfatal: unable to access 'https://me:hunter2hunter2@example.invalid/x.git/': refused");
  expect(await message(git.head("/r"))).toBe("remote: key [hidden]\nfatal: unable to access 'https://me:[hidden]@example.invalid/x.git/': refused");
});

it("knows the secrets of the environment that the engine was made with, not those of the process", async () => {
  const { git } = engineOf("fatal: hook printed correct-horse-battery and staple-of-the-process", { MY_API_KEY: "correct-horse-battery" });
  process.env["OTHER_API_KEY"] = "staple-of-the-process";
  try {
    expect(await message(git.head("/r"))).toBe("fatal: hook printed [hidden] and staple-of-the-process");
  } finally {
    delete process.env["OTHER_API_KEY"];
  }
});

it("keeps the end of long words, and no end of a secret that would be cut there", async () => {
  const { git } = engineOf(`${"x".repeat(10_000)}\nfatal: the reason`);
  expect(await message(git.head("/r"))).toHaveLength(4_000);
  expect(await message(git.head("/r"))).toContain("the reason");
  const key = "correct-horse-battery";
  const cut = engineOf(`fatal: ${key}${" y".repeat(1_995)}`, { MY_API_KEY: key });
  expect(await message(cut.git.head("/r"))).not.toContain("battery");
});

it("looks the environment through for secrets once, however many refusals there are", async () => {
  const { git, looked } = engineOf("fatal: no", { MY_API_KEY: "correct-horse-battery" });
  expect(looked).toEqual({ times: 1, commands: 0 });
  for (let time = 1; time <= 3; time++) await git.head("/r");
  // Each command has an environment that is built from it, and that is all.
  expect(looked.commands).toBeGreaterThanOrEqual(3);
  expect(looked.times).toBe(1 + looked.commands);
});
