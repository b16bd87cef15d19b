import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { type FoundAround, init, type InitPorts, isRefusal, lookAround, type LookInput, type Refusal } from "@dgs/runtime";
import { refused, reported } from "../answer.js";
import { askInit, type InitChoices } from "../ask-init.js";
import { type Asking, askingOf } from "../asking.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { refuse, refuseUsage } from "@dgs/host";
import { renderInit } from "@dgs/render";

/** `dgs init` */
export const runInit: Command = async (call) => {
  if (call.values["project"] !== undefined) return refused(refuseUsage("option-unfit", "dgs init makes no project", "Leave --project out; a project is a folder in the planning folder."));
  const chosen = await chooseInit(call, askingOf(call, "yes"));
  if (isRefusal(chosen)) return refused(chosen);
  const report = await init(chosen.ports, { ...chosen.look, ...chosen.choices });
  return isRefusal(report) ? refused(report) : { ...reported(report, () => renderInit(report, call.io.cwd)), root: report.root };
};

/** Everything that is known before a planning folder is made. */
export interface ChosenInit {
  readonly ports: InitPorts;
  readonly look: LookInput;
  readonly found: FoundAround;
  readonly choices: InitChoices;
}

/** Looks around, then asks what neither that nor the command line says, where somebody can be asked. */
export async function chooseInit(call: Call, asking: Asking | undefined): Promise<ChosenInit | Refusal> {
  const { io, values: { root, folder }, flags } = call;
  if (flags.has("ignore-planning") && flags.has("commit-planning")) return refuseUsage("option-unfit", "--ignore-planning and --commit-planning contradict each other", "Leave out one of the two.");
  const base = root ?? io.env["DGS_ROOT"];
  const look: LookInput = { cwd: io.cwd, ...(base === undefined || base === "" ? {} : { root: base }), ...(folder === ".planning" || folder === ".gsd" ? { folder } : {}) };
  const ports: InitPorts = { git: createGit({ processes: createProcesses({ leftovers: "leave" }), env: io.env }) };
  const found = await lookAround(ports, look);
  if (isRefusal(found)) return found;
  const given = givenChoices(call);
  const choices = asking === undefined ? given : await askInit(asking, found, given, found.base);
  return choices === undefined ? refuse("cancelled", "nothing was made: a question was broken off", "Run the command again, or with --yes for what is usual.", found.root, "cancelled") : { ports, look, found, choices };
}

function givenChoices({ values, flags }: Call): InitChoices {
  const branching = (["none", "milestone", "phase"] as const).find((each) => each === values["branching"]);
  return {
    ...(values["repo"] === undefined ? {} : { repos: values["repo"].split("\n") }),
    ...(flags.has("ignore-planning") ? { planning: "ignore" as const } : flags.has("commit-planning") ? { planning: "commit" as const } : {}),
    ...(branching === undefined ? {} : { branching }),
  };
}
