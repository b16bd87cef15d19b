import { createMilestoneJob, isRefusal, type JobPlanReport, planMilestoneJob, type Refusal } from "@dgs/runtime";
import { reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { createFilePorts, refuse } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { choosePaint, renderJobCreated, renderJobPreview, type View } from "@dgs/render";

/** `dgs create-milestone-job` */
export const runCreateMilestoneJob: Command = (call) =>
  inPlace(call, async (place, view) => {
    const ports = createFilePorts(place);
    const { version } = call.operands;
    const input = { ...(version === undefined ? {} : { version }), check: !call.flags.has("no-check") };
    const preview = await planMilestoneJob(ports, place, input);
    if (isRefusal(preview)) return preview;
    if (call.flags.has("dry-run")) return reported(preview, () => renderJobPreview(preview, view));
    const no = call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, preview, view);
    if (no !== undefined) return no;
    const created = await createMilestoneJob(ports, place, input);
    return isRefusal(created) ? created : reported(created, () => renderJobCreated(created, view));
  });

async function refuseUnlessConfirmed({ io, flags }: Call, preview: JobPlanReport, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    const remedy = "Look at the steps with --dry-run, then run the command with --yes.";
    return refuse("confirmation-needed", "nobody can be asked whether the job is to be written, and --yes is not given", remedy, preview.path);
  }
  io.stderr.write(`${renderJobPreview(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  if (await io.ask("Write this job?")) return undefined;
  return refuse("declined", "the job was not written: the answer was no", "Run the command again when you want it.", preview.path, "cancelled");
}
