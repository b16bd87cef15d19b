import { isRefusal, previewRollback, type Refusal, rollbackJob, type RollbackPreview } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { createGitPorts, refuse } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { choosePaint, renderRollbackPreview, renderRolledBack, type View } from "@dgs/render";

/** What has to be typed. (Seed 000, "Rolling Back a Job") */
const WORD = "rollback";

/** `dgs rollback-job` */
export const runRollbackJob: Command = (call) =>
  inPlace(call, async (place, view) => {
    const version = call.operands["version"] ?? "";
    const ports = createGitPorts(call, place);
    if (isRefusal(ports)) return ports;
    const preview = await previewRollback(ports, place, { version });
    if (isRefusal(preview)) return preview;
    if (call.flags.has("dry-run")) return reported(preview, () => renderRollbackPreview(preview, view), preview.objections.length > 0 ? "human-needed" : "ok");
    const no = await refuseUnlessTyped(call, preview, view);
    if (no !== undefined) return no;
    const report = await rollbackJob(ports, place, { version, preview });
    return isRefusal(report) ? report : reported(report, () => renderRolledBack(report, view));
  });

async function refuseUnlessTyped({ io, flags, values }: Call, preview: RollbackPreview, view: View): Promise<Refusal | undefined> {
  // What speaks against it is said by the command itself, without a question that leads nowhere.
  if (preview.objections.length > 0) return undefined;
  const { confirm } = values;
  if (confirm !== undefined) return confirm === WORD ? undefined : refuseWord(preview, confirm);
  if (io.askText === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the job is to be rolled back, and --confirm rollback is not given", "Look at what would happen with --dry-run, then run the command with --confirm rollback.", preview.path);
  }
  io.stderr.write(`${renderRollbackPreview(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  const typed = await io.askText(`Type ${WORD} to go on`);
  return typed?.trim() === WORD ? undefined : refuseWord(preview, typed ?? "");
}

function refuseWord({ path }: RollbackPreview, typed: string): Refusal {
  return refuse("not-confirmed", `nothing was done: ${typed === "" ? "nothing was typed" : `${JSON.stringify(typed)} was typed`}, not ${WORD}`, `Run the command again and type ${WORD} when you want it.`, path);
}
