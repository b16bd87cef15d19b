import fc from "fast-check";
import { expect, it } from "vitest";

it("properties are tried with the same documents everywhere, unless new ones are asked for", () => {
  const wanted = process.env["DGS_SEED"];
  const seed = wanted === "random" ? undefined : Number(wanted ?? 20_260_101);
  expect(fc.readConfigureGlobal().seed).toBe(seed);
  let first: unknown;
  fc.assert(fc.property(fc.string(), (text) => { first ??= text; }), { numRuns: 1 });
  expect(first).toEqual(seed === undefined ? expect.any(String) : fc.sample(fc.string(), { numRuns: 1, seed })[0]);
});
