import { completeMilestone, type CompletionPreview, isRefusal, previewCompletion, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { choosePaint, renderCompletion, renderCompletionPreview, type View } from "@dgs/render";
import { createPortsWithAgentsWhereNamed, refuse } from "@dgs/host";
import { runLive } from "../run-live.js";

/** `dgs complete-milestone` */
export const runCompleteMilestone: Command = (call) =>
  inPlace(call, async (place, view) => {
    const version = call.operands["version"] ?? "";
    const ports = createPortsWithAgentsWhereNamed(call, place);
    if (isRefusal(ports)) return ports;
    const preview = await previewCompletion(ports, place, { version });
    if (isRefusal(preview)) return preview;
    if (call.flags.has("dry-run")) return reported(preview, () => renderCompletionPreview(preview, view), isOpen(preview) ? "human-needed" : "ok");
    const no = await refuseUnlessConfirmed(call, preview, view);
    if (no !== undefined) return no;
    const report = await runLive(call, (signal, onEvent) => completeMilestone(ports, place, { version, preview, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderCompletion(report, view), report.exit);
  });

/** What a person has to have seen. */
function isOpen({ humanNeeded, techDebt }: CompletionPreview): boolean {
  return humanNeeded.length > 0 || techDebt.length > 0;
}

async function refuseUnlessConfirmed({ io, flags }: Call, preview: CompletionPreview, view: View): Promise<Refusal | undefined> {
  const { version, path } = preview;
  if (flags.has("yes") && !isOpen(preview)) return undefined;
  if (io.askText === undefined || flags.has("json")) {
    return isOpen(preview)
      ? refuse("confirmation-needed", `${String(preview.humanNeeded.length + preview.techDebt.length)} things of ${version} wait for a person, and nobody can be asked; --yes is not enough for them`, "Look at them with --dry-run, then run the command in a terminal and type the version.", path, "human-needed")
      : refuse("confirmation-needed", `nobody can be asked whether ${version} is to be completed, and --yes is not given`, "Look at what would happen with --dry-run, then run the command with --yes.", path);
  }
  io.stderr.write(`${renderCompletionPreview(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  const typed = await io.askText(`Type ${version} to complete it`);
  if (typed === undefined) return refuse("cancelled", "nothing was done: the question was broken off", `Run the command again and type ${version} when you want it.`, path, "cancelled");
  if (typed.trim() === version) return undefined;
  return refuse("not-confirmed", `nothing was done: ${typed === "" ? "nothing was typed" : `${JSON.stringify(typed)} was typed`}, not ${version}`, `Run the command again and type ${version} when you want it.`, path);
}
