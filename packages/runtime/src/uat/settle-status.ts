import { type PlanningPath, type Uat, uatEdits, uatStatus } from "@dgs/core";
import { fileRefusal, isRefusal, type Refusal } from "../refusal.js";
import type { UatContext } from "./context.js";
import { readNow } from "./record-answer.js";

/** Makes the status of a UAT file follow from its tests, where a person has answered some of them by hand. */
export async function settleStatus(context: UatContext, path: PlanningPath): Promise<Uat | Refusal> {
  const read = readNow(context, path);
  if (isRefusal(read)) return read;
  const { text, uat } = read;
  const status = uatStatus(uat);
  // `passed` and `resolved` are other words for it.
  if (uat.status === status || (status === "complete" && uat.closed)) return uat;
  const edits = uatEdits(text, { status, updated: context.ports.clock.now() });
  const written = await context.ports.files.write([{ type: "edit", path, before: text, edits }]);
  if (written !== "written") return fileRefusal(written);
  const after = readNow(context, path);
  return isRefusal(after) ? after : after.uat;
}
