import { basename } from "node:path";
import { ADAPTERS } from "@dgs/agents";
import { PROFILES } from "@dgs/core";
import { isRefusal, loadConfig, type Place, planProfile, type ProfilePlan, type Refusal, setProfile, settings } from "@dgs/runtime";
import { reported, type Reported } from "../answer.js";
import type { Call } from "../call.js";
import type { Command } from "../command-spec.js";
import { createFilePorts, createNotifier, refuse, refuseUsage } from "@dgs/host";
import { inPlace } from "../in-place.js";
import { chooseFrom } from "../suggest.js";
import { choosePaint, type NotificationTestReport, renderNotificationTest, renderProfile, renderSettings, type View } from "@dgs/render";

/** The models of each adapter. */
const MODELS = Object.fromEntries(Object.values(ADAPTERS).map(({ name, models }) => [name, models]));

/** `dgs settings` */
export const runSettings: Command = (call) =>
  inPlace(call, async (place, view) => {
    if (call.operands["action"] === "set-profile") return setTo(call, place, view);
    const unfit = refuseUnfit(call);
    if (unfit !== undefined) return unfit;
    if (call.operands["action"] === "test-notification") return testNotification(call, place, view);
    const report = settings(createFilePorts(place).files, place, MODELS);
    return isRefusal(report) ? report : reported(report, () => renderSettings(report, view));
  });

function refuseUnfit({ operands, flags }: Call): Refusal | undefined {
  const option = ["dry-run", "yes"].find((name) => flags.has(name));
  if (option !== undefined) return refuseUsage("option-unfit", `dgs settings ${operands["action"] ?? "show"} has no use for --${option}`, "It belongs to `dgs settings set-profile`.");
  if (operands["profile"] === undefined) return undefined;
  return refuseUsage("operand-unexpected", `dgs settings ${operands["action"] ?? "show"} does not know what to do with ${JSON.stringify(operands["profile"])}`, "`dgs settings set-profile` sets the profile.");
}

async function testNotification({ io, flags }: Call, place: Place, view: View): Promise<Reported | Refusal> {
  const loaded = loadConfig(createFilePorts(place).files, place);
  if (isRefusal(loaded)) return loaded;
  const terminal = io.stderr.isTerminal && !flags.has("json") ? io.stderr.write : undefined;
  const notifier = createNotifier({ place, env: io.env, terminal, say: () => undefined });
  const ways = await notifier.send({ kind: "done", title: "DGS: notifications work", body: `${basename(place.base)}: this one was asked for with dgs settings test-notification`, run: "settings test-notification", product: basename(place.base), exit: "ok" });
  const report: NotificationTestReport = { type: "notification-test", on: loaded.config["notify.on"], ways };
  return reported(report, () => renderNotificationTest(report, view), ways.some(({ state }) => state === "failed") ? "gaps" : "ok");
}

async function setTo(call: Call, place: Place, view: View): Promise<Reported | Refusal> {
  const word = call.operands["profile"];
  const profile = PROFILES.find((each) => each === word);
  if (profile === undefined) {
    if (word === undefined) return refuseUsage("operand-missing", "dgs settings set-profile needs a profile", `There are ${PROFILES.join(", ")}.`);
    return refuseUsage("operand-unknown", `there is no profile ${JSON.stringify(word)}`, chooseFrom(word, PROFILES, (meant) => `dgs settings set-profile ${meant}`));
  }
  const { files } = createFilePorts(place);
  const plan = planProfile(files, place, profile);
  if (isRefusal(plan)) return plan;
  if (call.flags.has("dry-run")) return reported(plan.report, () => renderProfile(plan.report, view));
  const no = !plan.report.changed || call.flags.has("yes") ? undefined : await refuseUnlessConfirmed(call, plan, view);
  if (no !== undefined) return no;
  const report = await setProfile(files, plan);
  return isRefusal(report) ? report : reported(report, () => renderProfile(report, view));
}

async function refuseUnlessConfirmed({ io, flags }: Call, { report }: ProfilePlan, view: View): Promise<Refusal | undefined> {
  if (io.ask === undefined || flags.has("json")) {
    return refuse("confirmation-needed", "nobody can be asked whether the profile is to be set, and --yes is not given", "Look at what would change with --dry-run, then run the command with --yes.", report.path);
  }
  io.stderr.write(`${renderProfile(report, { ...view, paint: choosePaint(io.stderr, io.env) })}\n\n`);
  if (await io.ask(`Set the profile to ${report.profile}?`)) return undefined;
  return refuse("declined", "nothing was written: the answer was no", "Run the command again when you want it.", report.path, "cancelled");
}
