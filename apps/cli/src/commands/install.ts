import { realpathSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { createAgentDetector } from "@dgs/agents";
import { CLIENT_PROGRAMS } from "@dgs/clients";
import type { ClientScope } from "@dgs/core";
import { agentEnvironment, refuse, refuseUsage } from "@dgs/host";
import { createProcesses } from "@dgs/process";
import { choosePaint, relativePath, renderInstall, type View } from "@dgs/render";
import { install, type InstallPlan, isRefusal, locateRoot, type Place, planInstall, type Refusal } from "@dgs/runtime";
import { type Answer, refused, reported, type Reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";

/** `dgs install` */
export const runInstall: Command = async (call) => {
  const answer = await answerTo(call);
  if (isRefusal(answer)) return refused(answer);
  const product = findProduct(call);
  return isRefusal(product) ? answer : { ...answer, root: product.root };
};

async function answerTo(call: Call): Promise<Reported | Refusal> {
  const { flags, io } = call;
  const unfit = refuseUnfit(call);
  if (unfit !== undefined) return unfit;
  const plan = await makePlan(call);
  if (isRefusal(plan)) return plan;
  const view: View = { paint: choosePaint(io.stdout, io.env), pathOf: (path) => relativePath(io.cwd, path) };
  if (flags.has("dry-run")) return answerWith(plan.report, view);
  const no = plan.report.change === "none" || flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, plan, view);
  if (no !== undefined) return no;
  const report = await install(plan);
  return isRefusal(report) ? report : answerWith(report, view);
}

function answerWith(report: InstallPlan["report"], view: View): Answer & Reported {
  return reported(report, () => renderInstall(report, view));
}

function refuseUnfit({ flags, values }: Call): Refusal | undefined {
  if (!flags.has("remove")) return undefined;
  const option = flags.has("approve-tools") ? "approve-tools" : values["command"] === undefined ? undefined : "command";
  return option === undefined ? undefined : refuseUsage("option-unfit", `dgs install --remove has no use for --${option}`, "It says how an entry is written: leave it out.");
}

async function makePlan(call: Call): Promise<InstallPlan | Refusal> {
  const { operands, flags, io } = call;
  const client = CLIENT_PROGRAMS.find(({ name }) => name === operands["client"]);
  if (client === undefined) throw new Error(`the client ${operands["client"] ?? ""} was understood and is not there`);
  const action = flags.has("remove") ? "remove" : "install";
  const scope: ClientScope = call.values["scope"] === "user" ? "user" : "project";
  const product = findProduct(call);
  if (isRefusal(product) && !(action === "remove" && product.code === "no-planning-folder" && !isNamed(call))) return product;
  const place = isRefusal(product) ? undefined : product;
  const found = await createAgentDetector({ processes: createProcesses(), env: agentEnvironment(io.env, []), person: io.env }).find("dgs");
  return planInstall({
    client,
    action,
    scope,
    replaces: flags.has("replace"),
    approvesTools: flags.has("approve-tools"),
    program: wordsFor(call, scope, found),
    ...(found === undefined ? {} : { found }),
    ...(place === undefined ? {} : { product: place }),
    where: { folder: place?.base ?? io.cwd, home: homeOf(io.env), env: io.env, platform: process.platform },
  });
}

/** As the clients find it; Windows keeps it elsewhere than in HOME. */
function homeOf(env: Call["io"]["env"]): string {
  return (process.platform === "win32" ? "" : env["HOME"]) || homedir() || userInfo().homedir;
}

/** A file of a project names the program, whether or not this machine finds it: others have it elsewhere. A person's own file has to work here. */
function wordsFor({ values }: Call, scope: ClientScope, found: string | undefined): readonly string[] {
  const how = values["command"] ?? (scope === "user" && found === undefined ? "path" : "name");
  return how === "name" ? ["dgs"] : [process.execPath, realpathSync(process.argv[1] ?? "")];
}

function isNamed({ values, io }: Call): boolean {
  return values["root"] !== undefined || (io.env["DGS_ROOT"] ?? "") !== "";
}

/** An entry may be taken away behind a planning folder that is gone. */
function findProduct({ values: { root, project }, io }: Call): Place | Refusal {
  const envRoot = io.env["DGS_ROOT"];
  return locateRoot({
    cwd: io.cwd,
    ...(root === undefined ? {} : { root }),
    ...(envRoot === undefined || envRoot === "" ? {} : { envRoot }),
    ...(project === undefined ? {} : { project }),
  });
}

async function refuseUnlessConfirmed({ io, flags }: Call, { report }: InstallPlan, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the configuration is to be changed, and --yes is not given", "Look at what would change with --dry-run, then run the command with --yes.", report.path);
  }
  io.stderr.write(`${renderInstall(report, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  const question = report.action === "install" ? `Let ${report.title} use DGS?` : `Take DGS away from ${report.title}?`;
  if (await io.ask(question)) return undefined;
  return refuse("declined", "nothing was written: the answer was no", "Run the command again when you want it.", report.path, "cancelled");
}
