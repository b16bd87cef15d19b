import { readFileSync } from "node:fs";
import { beforeAll, expect } from "vitest";

/**
 * Every property is tried with the same documents on every machine, so that a test that passed once passes again.
 * `DGS_SEED=random` goes looking for new ones; `DGS_SEED=<number>` repeats a find.
 */
const SEED = 20_260_101;

beforeAll(async () => {
  const [wanted, { testPath = "" }] = [process.env["DGS_SEED"], expect.getState()];
  // Loading fast-check takes longer than most files' tests: only those that use it get it.
  if (wanted === "random" || !readFileSync(testPath, "utf8").includes("fast-check")) return;
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: wanted === undefined ? SEED : Number(wanted) });
});
