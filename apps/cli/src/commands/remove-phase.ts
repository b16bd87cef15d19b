import { isRefusal, type PhaseRemovalReport, previewRemoval, type Refusal, removePhase } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { choosePaint, renderPhaseRemoval, type View } from "@dgs/render";
import { createPorts, refuse } from "@dgs/host";
import { runLive } from "../run-live.js";

/** `dgs remove-phase` */
export const runRemovePhase: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: false });
    if (isRefusal(ports)) return ports;
    const { phase = "" } = call.operands;
    const preview = previewRemoval(ports, place, { phase });
    if (isRefusal(preview)) return preview;
    if (call.flags.has("dry-run")) return reported(preview, () => renderPhaseRemoval(preview, view));
    const no = call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, preview, view);
    if (no !== undefined) return no;
    const report = await runLive(call, (signal, onEvent) => removePhase(ports, place, { phase, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderPhaseRemoval(report, view));
  });

async function refuseUnlessConfirmed({ io, flags }: Call, preview: PhaseRemovalReport, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the phase is to be removed, and --yes is not given", "Look at what would change with --dry-run, then run the command with --yes.", "ROADMAP.md");
  }
  io.stderr.write(`${renderPhaseRemoval(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  if (await io.ask(`Remove phase ${preview.number}?`)) return undefined;
  return refuse("declined", "nothing was written: the answer was no", "Run the command again when you want it.", "ROADMAP.md", "cancelled");
}
