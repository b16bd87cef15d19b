import { init, isRefusal, locateRoot, newProject, type NewProjectPorts, type Place, type Refusal } from "@dgs/runtime";
import { type Answer, refused, reported } from "../answer.js";
import { createAskProject } from "../ask-project.js";
import { type Asking, askingOf } from "../asking.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { createPorts, createPortsWithAgentsWhereNamed, refuse, refuseUsage } from "@dgs/host";
import { readDocument } from "../read-document.js";
import { renderInitFindings, renderNewProject } from "@dgs/render";
import { runLive } from "../run-live.js";
import { chooseInit } from "./init.js";

/** `dgs new-project` */
export const runNewProject: Command = async (call) => {
  const { values: { auto }, flags, io } = call;
  if (flags.has("research") && flags.has("skip-research")) return refused(refuseUsage("option-unfit", "--research and --skip-research contradict each other", "Leave out one of the two."));
  const asking = auto === undefined ? askingOf(call) : undefined;
  const document = auto === undefined ? undefined : readDocument(auto, io.cwd);
  if (isRefusal(document)) return refused(document);
  const made = await makeFolder(call, asking, document !== undefined);
  if (made !== undefined) return made;
  return inPlace(call, async (place, view) => {
    const ports = portsFor(call, place, document !== undefined);
    if (isRefusal(ports)) return ports;
    const research = flags.has("research") ? true : flags.has("skip-research") ? false : undefined;
    const live = createLive(io);
    const told = { ...(asking === undefined ? {} : { ask: createAskProject(asking, live) }), ...(document === undefined ? {} : { document }), ...(research === undefined ? {} : { research }) };
    const report = await runLive(call, (signal, onEvent) => newProject(ports, place, { ...told, signal, onEvent }), live);
    return isRefusal(report) ? report : reported(report, () => renderNewProject(report, view));
  });
};

/** Makes the planning folder where there is none, as `dgs init` does; nothing is made where nobody could say what the project is. */
async function makeFolder(call: Call, asking: Asking | undefined, hasDocument: boolean): Promise<Answer | undefined> {
  const { io: { cwd, env, stderr }, values: { root, project } } = call;
  const envRoot = env["DGS_ROOT"];
  const place = locateRoot({ cwd, ...(root === undefined ? {} : { root }), ...(envRoot === undefined ? {} : { envRoot }), ...(project === undefined ? {} : { project }) });
  if (!isRefusal(place) || place.code !== "no-planning-folder") return undefined;
  if (asking === undefined && !hasDocument) return refused(refuse("nobody-to-ask", "nobody can be asked what the project is", "Run it in a terminal, or give a document: dgs new-project --auto @idea.md.", cwd));
  const chosen = await chooseInit(call, asking);
  if (isRefusal(chosen)) return refused(chosen);
  const report = await init(chosen.ports, { ...chosen.look, ...chosen.choices, starters: false });
  if (isRefusal(report)) return refused(report);
  for (const line of renderInitFindings(report)) stderr.write(`${line}\n`);
  return undefined;
}

/** A document needs an agent that reads it; a dialogue gets along without. */
function portsFor(call: Call, place: Place, hasDocument: boolean): NewProjectPorts | Refusal {
  return hasDocument || call.flags.has("research") ? createPorts(call, place, { agents: true }) : createPortsWithAgentsWhereNamed(call, place);
}
