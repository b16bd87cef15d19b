import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { renderQuick, type Sha } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProduct, type SampleProduct } from "../../test/sample-product.js";
import type { Answer } from "../answer.js";
import type { Call } from "../call.js";
import { runCompleteQuick } from "./complete-quick.js";

let product: SampleProduct;
let tree: string;

const git = (folder: string, ...args: string[]): string => execFileSync("git", ["-C", folder, "-c", "user.name=T", "-c", "user.email=t@example.org", ...args], { encoding: "utf8" }).trim();

beforeEach(async () => {
  product = makeProduct();
  const base = realpathSync(product.base);
  tree = `${base}--quick-fix-auth`;
  git(base, "init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [["user.name", "T"], ["user.email", "t@example.org"]] as const) git(base, "config", key, value);
  writeFileSync(path.join(base, "a.txt"), "one\n");
  git(base, "add", "a.txt");
  git(base, "commit", "--quiet", "-m", "first");
  await createGit({ processes: createProcesses({ leftovers: "leave" }) }).addWorktree({ repo: base, path: tree, branch: "quick/fix-auth", base: git(base, "rev-parse", "HEAD") as Sha });
  writeFileSync(path.join(tree, "a.txt"), "one by quick\n");
  git(tree, "commit", "--quiet", "--all", "-m", "fix: auth");
  const text = renderQuick({ title: "Fix auth", kind: "product-level", branch: "quick/fix-auth", base: "main", worktree: "{repo}--quick-fix-auth", guidance: [], created: "2026-11-26T05:00:00Z", repos: [path.basename(base)] });
  mkdirSync(path.join(product.planning, "quick/261126-abc-fix-auth"), { recursive: true });
  writeFileSync(path.join(product.planning, "quick/261126-abc-fix-auth/261126-abc-QUICK.md"), text.replace("- **Status:** pending", "- **Status:** ready").replaceAll("- [ ]", "- [x]"));
});
afterEach(() => {
  if (existsSync(tree)) git(product.base, "worktree", "remove", "--force", tree);
  product.remove();
});

function call(operands: Call["operands"] = {}, more: Partial<Call> = {}): Call {
  const output = { write: () => undefined, isTerminal: false, columns: () => 80 };
  return { type: "call", version: "0.0.0", command: "complete-quick", operands, values: {}, flags: new Set(), program: [], io: { args: [], cwd: product.base, env: process.env, stdout: output, stderr: output }, ...more };
}

const textOf = (answer: Answer): string => (answer.type === "reported" ? answer.text() : JSON.stringify(answer));

describe("dgs complete-quick", () => {
  it("ends with the one line, also where no agents are configured", async () => {
    const answer = await runCompleteQuick(call({ quick: "fix-auth" }));
    expect(answer).toMatchObject({ type: "reported", exit: "ok" });
    expect(textOf(answer)).toBe("Quick 'fix-auth' merged to main (1 commit). Worktree cleaned up. Not pushed: there is no remote.");
    expect(await runCompleteQuick(call())).toMatchObject({ type: "refused", refusal: { code: "no-active-quick" } });
    expect(await runCompleteQuick(call({ quick: "fix-auth" }))).toMatchObject({ type: "refused", refusal: { code: "quick-ended" } });
  });

  it("shows the commands for a conflict that stays, to be copied, and exits with conflict; carried out, it goes on", async () => {
    const base = realpathSync(product.base);
    writeFileSync(path.join(base, "a.txt"), "one by main\n");
    git(base, "commit", "--quiet", "--all", "-m", "feat: main");
    const answer = await runCompleteQuick(call());
    expect(answer).toMatchObject({ type: "reported", exit: "conflict", report: { status: "failed", conflict: { onto: "main", files: ["a.txt"], worktree: tree } } });
    const lines = textOf(answer).split("\n");
    const at = lines.findIndex((line) => line.startsWith(`cd ${tree}`));
    expect(lines.slice(at, at + 5)).toEqual([`cd ${tree}`, "git rebase main", "# edit, then: git add -- a.txt", "git rebase --continue", "dgs complete-quick"]);
    expect(() => git(tree, "rebase", "main")).toThrow();
    writeFileSync(path.join(tree, "a.txt"), "one by both\n");
    git(tree, "add", "a.txt");
    git(tree, "-c", "core.editor=true", "rebase", "--continue");
    expect(textOf(await runCompleteQuick(call()))).toContain("merged to main (1 commit)");
    expect(readFileSync(path.join(base, "a.txt"), "utf8")).toBe("one by both\n");
  });

  it("an agent that is asked for and cannot be had is refused before anything happens", async () => {
    expect(await runCompleteQuick(call({}, { values: { agent: "replay" } }))).toMatchObject({ type: "refused", refusal: { code: "agents-not-configured" } });
    expect(existsSync(tree)).toBe(true);
  });
});
