import { forwardSignals } from "@dgs/process";
import { isRefusal, listWorktrees, planPrune, type Place, pruneWorktrees, type PruneReport, type Refusal, setupWorktreeAgain } from "@dgs/runtime";
import { resolve } from "node:path";
import { reported, type Reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { inPlace } from "../in-place.js";
import { createLive } from "../live.js";
import { choosePaint, renderPrune, renderWorktrees, renderWorktreeSetup, type View } from "@dgs/render";
import { createCodePorts, refuse, refuseUsage } from "@dgs/host";

/** `dgs worktrees` */
export const runWorktrees: Command = (call) =>
  inPlace(call, async (place, view) => {
    const action = call.operands["action"] ?? "list";
    const unfit = refuseUnfit(call, action);
    if (unfit !== undefined) return unfit;
    if (action === "setup") return setUp(call, place, view);
    if (action === "prune") return prune(call, place, view);
    const ports = createCodePorts(call, place);
    if (isRefusal(ports)) return ports;
    const report = await listWorktrees(ports, place);
    return isRefusal(report) ? report : reported(report, () => renderWorktrees(report, view));
  });

function refuseUnfit({ operands, flags }: Call, action: string): Refusal | undefined {
  const option = ["dry-run", "yes"].find((name) => action !== "prune" && flags.has(name));
  if (option !== undefined) return refuseUsage("option-unfit", `dgs worktrees ${action} has no use for --${option}`, "It belongs to `dgs worktrees prune`.");
  if (action === "setup" || operands["path"] === undefined) return undefined;
  return refuseUsage("operand-unexpected", `dgs worktrees ${action} does not know what to do with ${JSON.stringify(operands["path"])}`, "It looks at all worktrees of the product: leave the path out.");
}

async function setUp(call: Call, place: Place, view: View): Promise<Reported | Refusal> {
  const ports = createCodePorts(call, place);
  if (isRefusal(ports)) return ports;
  const live = createLive(call.io);
  const signals = forwardSignals();
  try {
    const path = resolve(call.io.cwd, call.operands["path"] ?? ".");
    const report = await setupWorktreeAgain(ports, place, { path, signal: signals.signal, onEvent: live.show });
    return isRefusal(report) ? report : reported(report, () => renderWorktreeSetup(report, view));
  } finally {
    live.close();
    signals.release();
  }
}

async function prune(call: Call, place: Place, view: View): Promise<Reported | Refusal> {
  const ports = createCodePorts(call, place);
  if (isRefusal(ports)) return ports;
  const preview = await planPrune(ports, place);
  if (isRefusal(preview)) return preview;
  if (call.flags.has("dry-run")) return reported(preview, () => renderPrune(preview, view));
  const no = preview.worktrees.length === 0 || call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, place, preview, view);
  if (no !== undefined) return no;
  const report = await pruneWorktrees(ports, place, preview.worktrees.map(({ path }) => path));
  return isRefusal(report) ? report : reported(report, () => renderPrune(report, view));
}

async function refuseUnlessConfirmed({ io, flags }: Call, place: Place, preview: PruneReport, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    const remedy = "Look at them with --dry-run, then run the command with --yes.";
    return refuse("confirmation-needed", "nobody can be asked whether the worktrees are to be removed, and --yes is not given", remedy, place.root);
  }
  io.stderr.write(`${renderPrune(preview, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  const count = preview.worktrees.length;
  if (await io.ask(count === 1 ? "Remove this worktree?" : `Remove these ${String(count)} worktrees?`)) return undefined;
  return refuse("declined", "nothing was removed: the answer was no", "Run the command again when you want it.", place.root, "cancelled");
}
