import { abandonQuick, type AbandonPreview, isRefusal, planAbandonQuick, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { choosePaint, renderAbandonPreview, renderQuickReport, type View } from "@dgs/render";
import { createPorts, refuse } from "@dgs/host";
import { runLive } from "../run-live.js";

/** `dgs abandon-quick` */
export const runAbandonQuick: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: false });
    if (isRefusal(ports)) return ports;
    const choice = call.operands["quick"] === undefined ? {} : { quick: call.operands["quick"] };
    const preview = await planAbandonQuick(ports, place, choice);
    if (isRefusal(preview)) return preview;
    const no = call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, preview, view);
    if (no !== undefined) return no;
    // What was shown is what goes, also where another quick became the active one meanwhile.
    const report = await runLive(call, (signal, onEvent) => abandonQuick(ports, place, { quick: preview.id, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderQuickReport(report, view), report.exit);
  });

async function refuseUnlessConfirmed({ io, flags }: Call, preview: AbandonPreview, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the quick is to be abandoned, and --yes is not given", "Look at its branch and worktree, then run the command with --yes; all of it is kept.", preview.path);
  }
  io.stderr.write(`${renderAbandonPreview(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  if (await io.ask("Abandon this quick?")) return undefined;
  return refuse("declined", "the quick was not abandoned: the answer was no", "Run the command again when you want it.", preview.path, "cancelled");
}
