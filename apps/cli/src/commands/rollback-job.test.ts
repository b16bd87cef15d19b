import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProduct, type SampleProduct } from "../../test/sample-product.js";
import type { Call } from "../call.js";
import { runRecover } from "./recover.js";
import { runRollbackJob } from "./rollback-job.js";

let product: SampleProduct;
let told: string;
let asked: string[];

const git = (tree: string, ...args: string[]): string => execFileSync("git", ["-C", tree, "-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false", ...args], { encoding: "utf8" }).trim();
const worktree = (): string => `${product.base}--v1.0`;

beforeEach(() => {
  product = makeProduct();
  told = "";
  asked = [];
  git(product.base, "init", "--quiet", "--initial-branch=main");
  git(product.base, "add", "--all");
  git(product.base, "commit", "--quiet", "--message", "Start");
  git(product.base, "worktree", "add", "--quiet", "-b", "milestone/v1.0", worktree());
  writeFileSync(path.join(worktree(), "work.txt"), "work\n");
  git(worktree(), "add", "--all");
  git(worktree(), "commit", "--quiet", "--message", "feat(01-01): work\n\nDGS-Plan: 01-01");
  const jobs = path.join(product.planning, "jobs", "in-progress");
  mkdirSync(jobs, { recursive: true });
  const shas = JSON.stringify({ [path.basename(product.base)]: git(product.base, "rev-parse", "main") });
  writeFileSync(path.join(jobs, "milestone-v1.0.md"), `# Milestone job v1.0\n\n- **Version:** v1.0\n- **Status:** failed\n- **Started:** 2026-01-01T00:00:00.000Z\n- **Halted:** 2026-01-01T00:01:00.000Z\n- **StartShas:** ${shas}\n\n## Steps\n\n- [!] \`/dgs:execute-phase 1\`\n`);
});
afterEach(() => {
  rmSync(worktree(), { recursive: true, force: true });
  product.remove();
});

interface Given {
  readonly operands?: Call["operands"];
  readonly values?: Call["values"];
  readonly flags?: readonly string[];
  readonly typed?: string;
  readonly yes?: boolean;
}

function call(command: string, given: Given): Call {
  const output = (write: (text: string) => void) => ({ write, isTerminal: false, columns: () => 80 });
  const note = (question: string): void => void asked.push(question);
  const ask = given.yes === undefined ? {} : { ask: (question: string) => { note(question); return Promise.resolve(given.yes === true); } };
  const askText = given.typed === undefined ? {} : { askText: (question: string) => { note(question); return Promise.resolve(given.typed); } };
  const io = { args: [], cwd: product.base, env: { PATH: process.env["PATH"] }, stdout: output(() => undefined), stderr: output((text) => { told += text; }), ...ask, ...askText };
  return { type: "call", version: "0.0.0", command, operands: given.operands ?? {}, values: given.values ?? {}, flags: new Set(given.flags ?? []), program: [], io };
}

const rollback = (given: Given): ReturnType<typeof runRollbackJob> => runRollbackJob(call("rollback-job", { operands: { version: "v1.0" }, ...given }));
const recover = (given: Given): ReturnType<typeof runRecover> => runRecover(call("recover", given));
const isReset = (): boolean => !existsSync(path.join(worktree(), "work.txt"));

describe("dgs rollback-job", () => {
  it("shows what goes, asks for the word, and does it", async () => {
    writeFileSync(path.join(worktree(), "draft.txt"), "draft\n");
    const answer = await rollback({ typed: "rollback" });
    expect(answer).toMatchObject({ type: "reported", report: { type: "rolled-back" }, exit: "ok" });
    for (const text of ["milestone/v1.0", "1 commit that leaves the branch", "feat(01-01): work", "?? draft.txt", "phases/01-parser/01-01-SUMMARY.md", "dgs recover --undo-rollback v1.0"]) expect(told).toContain(text);
    expect(asked).toEqual(["Type rollback to go on"]);
    expect(isReset()).toBe(true);
    expect(answer.type === "reported" ? answer.text() : "").toMatch(/^Rolled back job v1\.0: .*completed.milestone-v1\.0\.md$/m);
  });

  it.each<[string, Given]>([
    ["another word", { typed: "yes" }],
    ["nothing", { typed: "" }],
    ["another word on the command line", { values: { confirm: "Rollback" }, typed: "rollback" }],
  ])("does nothing for %s, with exit code 2", async (_, given) => {
    expect(await rollback(given)).toMatchObject({ type: "refused", refusal: { code: "not-confirmed", exit: "usage" } });
    expect(isReset()).toBe(false);
    expect(git(product.base, "for-each-ref", "refs/dgs")).toBe("");
  });

  it("asks nobody with --json, --dry-run or --confirm", async () => {
    expect(await rollback({ flags: ["json"], typed: "rollback" })).toMatchObject({ type: "refused", refusal: { code: "confirmation-needed", exit: "usage" } });
    expect(await rollback({})).toMatchObject({ type: "refused", refusal: { code: "confirmation-needed" } });
    expect(await rollback({ flags: ["dry-run"] })).toMatchObject({ type: "reported", report: { type: "rollback-preview" }, exit: "ok" });
    expect(isReset()).toBe(false);
    expect(await rollback({ flags: ["json"], values: { confirm: "rollback" } })).toMatchObject({ type: "reported", report: { type: "rolled-back" } });
    expect(asked).toEqual([]);
    expect(isReset()).toBe(true);
  });

  it("tells what is in the way, without a question", async () => {
    git(worktree(), "switch", "--quiet", "--detach");
    const preview = await rollback({ flags: ["dry-run"] });
    expect(preview).toMatchObject({ exit: "human-needed", report: { objections: [{ code: "other-branch" }] } });
    expect(preview.type === "reported" ? preview.text() : "").toContain("In the way");
    expect(await rollback({ typed: "rollback" })).toMatchObject({ type: "refused", refusal: { code: "other-branch", exit: "human-needed" } });
    expect(asked).toEqual([]);
  });
});

describe("dgs recover", () => {
  it("lists what is kept, brings it back, and undoes a rollback", async () => {
    expect(await recover({})).toMatchObject({ report: { type: "kept", kept: [], rollbacks: [] } });
    writeFileSync(path.join(worktree(), "draft.txt"), "draft\n");
    await rollback({ values: { confirm: "rollback" } });
    const list = await recover({});
    expect(list).toMatchObject({ report: { kept: [{ number: 1, branch: "milestone/v1.0", commits: 1, files: 1, bytes: 6, expired: false, reason: "before dgs rollback-job v1.0" }], rollbacks: [{ version: "v1.0" }] } });
    expect(list.type === "reported" ? list.text() : "").toMatch(/1 commit, 1 file, 6 bytes, of milestone\/v1\.0/);
    const target = `${product.base}--rescued`;
    expect(await recover({ operands: { what: "1" }, values: { worktree: target, branch: "rescued" } })).toMatchObject({ report: { type: "restored", branch: "rescued", path: target } });
    expect(readFileSync(path.join(target, "draft.txt"), "utf8")).toBe("draft\n");
    rmSync(target, { recursive: true });
    expect(await recover({ operands: { what: "1" }, values: { branch: "rescued" } })).toMatchObject({ type: "refused", refusal: { code: "git-branch-exists" } });
    expect(await recover({ operands: { what: "7" } })).toMatchObject({ type: "refused", refusal: { code: "not-kept" } });
    expect(await recover({ values: { "undo-rollback": "v1.0" }, yes: false })).toMatchObject({ type: "refused", refusal: { code: "declined", exit: "cancelled" } });
    expect(isReset()).toBe(true);
    expect(await recover({ values: { "undo-rollback": "v1.0" }, flags: ["yes"] })).toMatchObject({ report: { type: "rollback-undone", status: "failed" } });
    expect(isReset()).toBe(false);
    expect(readFileSync(path.join(worktree(), "draft.txt"), "utf8")).toBe("draft\n");
  });

  it("drops by the ref and after a question only, and nothing that is younger than the configuration says", async () => {
    await rollback({ values: { confirm: "rollback" } });
    const ref = git(product.base, "for-each-ref", "--format=%(refname)", "refs/dgs/keep");
    expect(await recover({ flags: ["expire", "yes"] })).toMatchObject({ report: { type: "dropped", dropped: [] } });
    expect(await recover({ values: { drop: "1" }, yes: true })).toMatchObject({ type: "refused", refusal: { code: "not-kept" } });
    expect(await recover({ values: { drop: ref }, flags: ["json"], yes: true })).toMatchObject({ type: "refused", refusal: { code: "confirmation-needed" } });
    expect(await recover({ values: { drop: ref }, yes: true })).toMatchObject({ report: { type: "dropped", dropped: [{ ref }] } });
    expect(git(product.base, "for-each-ref", "refs/dgs")).toBe("");
    expect(await recover({ values: { "undo-rollback": "v1.0" }, yes: true })).toMatchObject({ type: "refused", refusal: { code: "kept-gone", exit: "human-needed" } });
    writeFileSync(path.join(product.planning, "config.json"), '{ "recover": { "keep_days": 29 } }\n');
    expect(await recover({ flags: ["expire", "yes"] })).toMatchObject({ type: "refused", refusal: { exit: "usage" } });
  });

  it.each<[Given]>([[{ operands: { what: "1" }, flags: ["expire"] }], [{ values: { drop: "x", "undo-rollback": "v1" } }], [{ values: { branch: "b" } }]])("refuses %j", async (given) => {
    expect(await recover(given)).toMatchObject({ type: "refused", refusal: { code: "option-unfit", exit: "usage" } });
  });
});
