import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProduct, type SampleProduct } from "../../test/sample-product.js";
import type { Call } from "../call.js";
import { runCreateMilestoneJob } from "./create-milestone-job.js";

let product: SampleProduct;
let told: string;
let asked: string[];

beforeEach(() => {
  product = makeProduct();
  told = "";
  asked = [];
});
afterEach(() => { product.remove(); });

function call(flags: readonly string[], answer?: boolean): Call {
  const output = (write: (text: string) => void) => ({ write, isTerminal: false, columns: () => 80 });
  const ask = answer === undefined ? {} : { ask: (question: string) => { asked.push(question); return Promise.resolve(answer); } };
  const io = { args: [], cwd: product.base, env: {}, stdout: output(() => undefined), stderr: output((text) => { told += text; }), ...ask };
  return { type: "call", version: "0.0.0", command: "create-milestone-job", operands: {}, values: {}, flags: new Set(flags), program: [], io };
}

const isWritten = (): boolean => existsSync(path.join(product.planning, "jobs", "pending", "milestone-v1.0.md"));

describe("dgs create-milestone-job, where somebody can be asked,", () => {
  it("shows the steps, asks, and writes", async () => {
    expect(await runCreateMilestoneJob(call([], true))).toMatchObject({ type: "reported", report: { type: "created" }, exit: "ok" });
    expect(told).toContain("[ ] /dgs:execute-phase 2");
    expect(asked).toHaveLength(1);
    expect(isWritten()).toBe(true);
  });

  it("writes nothing when the answer is no", async () => {
    expect(await runCreateMilestoneJob(call([], false))).toMatchObject({ type: "refused", refusal: { code: "declined", exit: "cancelled" } });
    expect(isWritten()).toBe(false);
  });

  it("asks nobody with --yes, --dry-run or --json", async () => {
    expect(await runCreateMilestoneJob(call(["dry-run"], false))).toMatchObject({ type: "reported", report: { type: "preview" } });
    expect(await runCreateMilestoneJob(call(["json"], true))).toMatchObject({ type: "refused", refusal: { code: "confirmation-needed", exit: "usage" } });
    expect(isWritten()).toBe(false);
    expect(await runCreateMilestoneJob(call(["yes"], false))).toMatchObject({ type: "reported", report: { type: "created" } });
    expect(asked).toEqual([]);
  });
});
