import { answerChange, type PlanningPath, readUat, type UatAnswer, type Uat, uatEdits, type UatTest } from "@dgs/core";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { reopenVerification } from "../steps/reopen-verification.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import type { UatContext, UatTarget } from "./context.js";

/** How often an answer is written anew onto a file that somebody saves at the same moment. */
const TRIES = 5;

/**
 * Writes one answer into the UAT file, as it stands now: what a person has saved since the question was asked stays, and
 * a test that has another result by now, or is gone, keeps what it has. Returns the file as it is afterwards.
 *
 * An issue takes the verification of the phase back first, and its tick: cut off between the two, the test is still
 * open, and nothing counts as complete. (docs/decisions/0009-an-audit-that-finds-gaps-takes-the-verification-back.md)
 */
export async function recordAnswer(context: UatContext, target: UatTarget, asked: UatTest, answer: UatAnswer): Promise<Uat | Refusal> {
  const { ports } = context;
  const refused = answer.type === "issue" ? await takeBack(context, target) : undefined;
  if (refused !== undefined) return refused;
  for (let attempt = 1; ; attempt++) {
    const read = readNow(context, target.path);
    if (isRefusal(read)) return read;
    const { text, uat } = read;
    const test = uat.tests.find((each) => each.number === asked.number);
    if (test === undefined || test.command !== asked.command || test.result !== asked.result) return uat;
    const edits = uatEdits(text, answerChange(uat, test, answer, ports.clock.now()));
    const written = await ports.files.write([{ type: "edit", path: target.path, before: text, edits }]);
    if (written !== "written" && written.code === "changed-meanwhile" && attempt < TRIES) continue;
    if (written !== "written") return fileRefusal(written);
    const after = readNow(context, target.path);
    return isRefusal(after) ? after : after.uat;
  }
}

/** Reads a UAT file that has to be there. */
export function readNow({ ports }: UatContext, path: PlanningPath): { readonly text: string; readonly uat: Uat } | Refusal {
  const text = ports.files.read(path);
  if (isFileRefusal(text)) return fileRefusal(text);
  if (text === undefined) return refuse("uat-missing", "the file was deleted while its tests were asked", "Run the command again: it is made anew.", { at: path, exit: "conflict" });
  return { text, uat: readUat(text, path) };
}

/** What says no already is left as it is: pending would be less than that. */
async function takeBack(context: UatContext, { found }: UatTarget): Promise<Refusal | undefined> {
  const { ports } = context;
  const saysNo = found.phase.verification === "gaps_found" || found.phase.verification === "unknown";
  const back = saysNo ? "written" : await ports.files.write(reopenVerification(context, found.folder.documents.VERIFICATION));
  const written = back === "written" && found.phase.ticked === true ? await ports.files.write(planProgressChanges(context, found.phase.number, false)) : back;
  return written === "written" ? undefined : fileRefusal(written);
}
