import { type GapPlanPreview, isRefusal, planMilestoneGaps, previewMilestoneGaps, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { choosePaint, renderGapPlan, renderGapsPlanned, type View } from "@dgs/render";
import { createPorts, refuse } from "@dgs/host";
import { runLive } from "../run-live.js";

/** `dgs plan-milestone-gaps` */
export const runPlanMilestoneGaps: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createPorts(call, place, { agents: false });
    if (isRefusal(ports)) return ports;
    const { version } = call.operands;
    const on = version === undefined ? {} : { version };
    const preview = previewMilestoneGaps(ports, place, { ...on, signal: new AbortController().signal, onEvent: () => undefined });
    if (isRefusal(preview)) return preview;
    if (call.flags.has("dry-run")) return reported(preview, () => renderGapPlan(preview, view));
    const no = ["auto", "yes"].some((flag) => call.flags.has(flag)) || preview.made.length > 0 ? undefined : await refuseUnlessConfirmed(call, preview, view);
    if (no !== undefined) return no;
    const report = await runLive(call, (signal, onEvent) => planMilestoneGaps(ports, place, { ...on, signal, onEvent }));
    return isRefusal(report) ? report : reported(report, () => renderGapsPlanned(report, view));
  });

async function refuseUnlessConfirmed({ io, flags }: Call, preview: GapPlanPreview, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the fix phases are to be added, and neither --auto nor --yes is given", "Look at them with --dry-run, then run the command with --yes.", preview.paths.at(-1) ?? "ROADMAP.md");
  }
  io.stderr.write(`${renderGapPlan(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  if (await io.ask("Add these phases to the roadmap?")) return undefined;
  return refuse("declined", "no phase was added: the answer was no", "Run the command again when you want them.", preview.paths.at(-1) ?? "ROADMAP.md", "cancelled");
}
