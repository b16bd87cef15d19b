import { isRefusal, newMilestone } from "@dgs/runtime";
import { refused, reported } from "../answer.js";
import { askRoadmap, createAskMilestone } from "../ask-milestone.js";
import { askingOf } from "../asking.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { createPorts, refuse, refuseUsage } from "@dgs/host";
import { renderNewMilestone } from "@dgs/render";
import { runLive } from "../run-live.js";

/** `dgs new-milestone` */
export const runNewMilestone: Command = async (call) => {
  const { operands: { name }, values: { milestone, requirements }, flags, io } = call;
  if (name !== undefined && /^v?\d+(?:\.\d+)*$/i.test(name)) return refused(refuseUsage("operand-unexpected", `${name} is a version, and stands where the name does`, `Write --milestone ${name}.`));
  const asking = askingOf(call, "auto");
  const isApproved = flags.has("auto") || flags.has("yes");
  return inPlace(call, async (place, view) => {
    if (asking === undefined && !isApproved) return refuse("confirmation-needed", "nobody can be asked whether the roadmap is right, and neither --yes nor --auto is given", "Run it in a terminal, or with --auto: what code checks is checked all the same.", "ROADMAP.md");
    const ports = createPorts(call, place, { agents: true });
    if (isRefusal(ports)) return ports;
    const live = createLive(io);
    const ids = requirements?.split(",").map((id) => id.trim()).filter((id) => id !== "");
    const told = { ...(name === undefined ? {} : { name }), ...(milestone === undefined ? {} : { version: milestone }), ...(ids === undefined ? {} : { requirements: ids }) };
    const asked = asking === undefined ? {} : { ask: createAskMilestone(asking, live), ...(isApproved ? {} : { approve: (preview: Parameters<typeof askRoadmap>[2]) => askRoadmap(asking, live, preview) }) };
    const report = await runLive(call, (signal, onEvent) => newMilestone(ports, place, { ...told, ...asked, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderNewMilestone(report, view));
  });
};
