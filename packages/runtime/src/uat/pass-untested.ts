import { type UatTest, uatStanding } from "@dgs/core";
import { fileRefusal, isRefusal, type Refusal } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { UatContext } from "./context.js";
import { openUat, uatPathOf } from "./open-uat.js";
import { recordAnswer } from "./record-answer.js";

/** Tests that nobody has looked at, passed. */
export interface PassedUntested {
  readonly passed: readonly UatTest[];
  readonly added: number;
}

/**
 * Passes every test of a person that has no answer yet, and says at each of them that nobody looked, and who let it
 * pass. What is blocked stays so, and so does a result in words of a person's own. (Seed 000, "Verification Decision Matrix": rubber-stamp)
 */
export async function passUntested(context: UatContext, found: PhaseInFolder, by: string): Promise<PassedUntested | Refusal> {
  const opened = openUat(context, found);
  if (isRefusal(opened)) return opened;
  const written = opened.change === undefined ? "written" : await context.ports.files.write([opened.change]);
  if (written !== "written") return fileRefusal(written);
  const open = uatStanding(opened.uat).open.filter(({ result }) => result === "pending");
  for (const test of open) {
    const recorded = await recordAnswer(context, { found, path: uatPathOf(found) }, test, { type: "pass", note: `not tested: passed by verify-work --auto, ${by}` });
    if (isRefusal(recorded)) return recorded;
  }
  return { passed: open, added: opened.added };
}
