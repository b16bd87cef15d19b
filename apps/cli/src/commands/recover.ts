import { resolve } from "node:path";
import { dropKept, expireKept, isRefusal, listKept, type Place, type Refusal, restoreKept, undoRollback } from "@dgs/runtime";
import { reported, type Reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { createGitPorts, refuse, refuseUsage } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { renderDropped, renderKept, renderRestored, renderUndone, type View } from "@dgs/render";

/** `dgs recover` */
export const runRecover: Command = (call) =>
  inPlace(call, async (place, view) => {
    const wrong = contradiction(call);
    return wrong ?? carryOut(call, place, view);
  });

async function carryOut(call: Call, place: Place, view: View): Promise<Reported | Refusal> {
  const ports = createGitPorts(call, place);
  if (isRefusal(ports)) return ports;
  const { operands, values, flags, io } = call;
  const repo = values["repo"] === undefined ? {} : { repo: values["repo"] };
  const version = values["undo-rollback"];
  if (version !== undefined) {
    const no = await refuseUnlessYes(call, `Put the branches and summaries of ${version} back to before its rollback?`);
    const report = no ?? (await undoRollback(ports, place, { version }));
    return isRefusal(report) ? report : reported(report, () => renderUndone(report, view));
  }
  if (values["drop"] !== undefined || flags.has("expire")) {
    const no = await refuseUnlessYes(call, flags.has("expire") ? "Drop everything that was kept longer ago than recover.keep_days? It cannot be brought back." : `Drop ${values["drop"] ?? ""}? It cannot be brought back.`);
    const report = no ?? (await (values["drop"] === undefined ? expireKept(ports, place) : dropKept(ports, place, { what: values["drop"], ...repo })));
    return isRefusal(report) ? report : reported(report, () => renderDropped(report, view));
  }
  const what = operands["what"];
  if (what === undefined) {
    const report = await listKept(ports, place);
    return isRefusal(report) ? report : reported(report, () => renderKept(report, view));
  }
  const { branch, worktree } = values;
  const report = await restoreKept(ports, place, { what, ...repo, ...(branch === undefined ? {} : { branch }), ...(worktree === undefined ? {} : { worktree: resolve(io.cwd, worktree) }) });
  return isRefusal(report) ? report : reported(report, () => renderRestored(report, view));
}

/** One thing at a time: to bring something back, to drop, to expire, to undo. */
function contradiction({ operands, values, flags }: Call): Refusal | undefined {
  const asked = [operands["what"] === undefined ? [] : ["what"], values["undo-rollback"] === undefined ? [] : ["--undo-rollback"], values["drop"] === undefined ? [] : ["--drop"], flags.has("expire") ? ["--expire"] : []].flat();
  if (asked.length > 1) return refuseUsage("option-unfit", `${asked.join(" and ")} are asked for at once`, "Run one after the other.");
  const unfit = ["branch", "worktree"].find((name) => values[name] !== undefined && operands["what"] === undefined);
  return unfit === undefined ? undefined : refuseUsage("option-unfit", `--${unfit} says where something is to come back, and nothing is named`, "Name it by its number or its ref: `dgs recover` lists them.");
}

async function refuseUnlessYes({ io, flags }: Call, question: string): Promise<Refusal | undefined> {
  if (flags.has("yes")) return undefined;
  if (io.ask === undefined || flags.has("json")) return refuse("confirmation-needed", "nobody can be asked, and --yes is not given", "Run the command with --yes when you are sure.", "the command line");
  return (await io.ask(question)) ? undefined : refuse("declined", "nothing was done: the answer was no", "Run the command again when you want it.", "the command line", "cancelled");
}
