import { execFileSync } from "node:child_process";
import { existsSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import type { Sha } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProduct, type SampleProduct } from "../../test/sample-product.js";
import type { Answer } from "../answer.js";
import type { Call } from "../call.js";
import { runWorktrees } from "./worktrees.js";

let product: SampleProduct;
let tree: string;
let told: string;
let asked: string[];

beforeEach(async () => {
  product = makeProduct();
  tree = `${realpathSync(product.base)}--old`;
  told = "";
  asked = [];
  git("init", "--quiet", "--initial-branch=main");
  git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--allow-empty", "-m", "first");
  await createGit({ processes: createProcesses({ leftovers: "leave" }) }).addWorktree({ repo: realpathSync(product.base), path: tree, branch: "old", base: git("rev-parse", "HEAD") as Sha });
});
afterEach(() => {
  if (existsSync(tree)) git("worktree", "remove", "--force", tree);
  product.remove();
});

const git = (...args: string[]): string => execFileSync("git", ["-C", product.base, ...args], { encoding: "utf8" }).trim();

function call(operands: Call["operands"], flags: readonly string[] = [], answer?: boolean): Call {
  const output = (write: (text: string) => void) => ({ write, isTerminal: false, columns: () => 80 });
  const ask = answer === undefined ? {} : { ask: (question: string) => { asked.push(question); return Promise.resolve(answer); } };
  const io = { args: [], cwd: product.base, env: process.env, stdout: output(() => undefined), stderr: output((text) => { told += text; }), ...ask };
  return { type: "call", version: "0.0.0", command: "worktrees", operands, values: {}, flags: new Set(flags), program: [], io };
}

const textOf = (answer: Answer): string => (answer.type === "reported" ? answer.text() : "");

describe("dgs worktrees", () => {
  it("lists when no word is given", async () => {
    const text = textOf(await runWorktrees(call({})));
    expect(text).toContain(tree);
    expect(text).toContain("made by DGS; not needed: no milestone in work and no quick has it");
    expect(text).toMatch(/main at [0-9a-f]{10}, \d+ changes not committed\n {4}the checkout/);
  });

  it("refuses what has no meaning for the word", async () => {
    expect(await runWorktrees(call({}, ["yes"]))).toMatchObject({ refusal: { code: "option-unfit" } });
    expect(await runWorktrees(call({ action: "setup" }, ["dry-run"]))).toMatchObject({ refusal: { code: "option-unfit" } });
    expect(await runWorktrees(call({ action: "prune", path: "x" }))).toMatchObject({ refusal: { code: "operand-unexpected" } });
  });

  it("shows what would go and asks before it prunes", async () => {
    expect(textOf(await runWorktrees(call({ action: "prune" }, ["dry-run"])))).toContain(`would remove ${tree}`);
    expect(await runWorktrees(call({ action: "prune" }, ["json"], true))).toMatchObject({ refusal: { code: "confirmation-needed", exit: "usage" } });
    expect(await runWorktrees(call({ action: "prune" }, [], false))).toMatchObject({ refusal: { code: "declined", exit: "cancelled" } });
    expect(told).toContain(`would remove ${tree}`);
    expect(existsSync(tree)).toBe(true);
    expect(textOf(await runWorktrees(call({ action: "prune" }, [], true)))).toContain(`removed ${tree}`);
    expect(asked).toEqual(["Remove this worktree?", "Remove this worktree?"]);
    expect(existsSync(tree)).toBe(false);
  });

  it("asks nobody with --yes, and not when nothing would go", async () => {
    writeFileSync(path.join(tree, "new.txt"), "work");
    const kept = await runWorktrees(call({ action: "prune" }, [], false));
    expect(textOf(kept)).toContain("No worktree was removed.");
    expect(textOf(kept)).toContain("it has 1 uncommitted changes");
    execFileSync("git", ["-C", tree, "clean", "--quiet", "--force"]);
    expect(await runWorktrees(call({ action: "prune" }, ["yes", "json"]))).toMatchObject({ type: "reported", exit: "ok", report: { type: "pruned", worktrees: [{ path: tree, action: "remove" }] } });
    expect(asked).toEqual([]);
  });

  it("sets one up by its path, and tells what is missing", async () => {
    expect(await runWorktrees(call({ action: "setup", path: tree }))).toMatchObject({ refusal: { code: "no-setup-command" } });
    writeFileSync(path.join(product.planning, "REPOS.md"), "| Name | Path | Setup |\n|---|---|---|\n| app | . | echo made |\n");
    expect(textOf(await runWorktrees(call({ action: "setup", path: tree })))).toMatch(/^Set up .*: echo made\nLog: .*setup\.log$/);
    expect(await runWorktrees(call({ action: "setup" }))).toMatchObject({ refusal: { code: "not-a-worktree" } });
  });
});
