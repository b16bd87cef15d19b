import type { ProfileReport, RoleSetting, SettingsReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { renderTable } from "./table.js";

/** Keys that a person is shown; --json has all. */
const SHOWN = /^(?:agents|limits|notify)\./;

/** Renders `dgs settings`: the roles, and the settings of agents, each with where it comes from. */
export function renderSettings({ profile, profileFrom, adapter, roles, settings, path }: SettingsReport, view: View): string {
  const from = (source: string): string => fromWhere(source, path, view);
  const shown = settings.filter(({ key }) => SHOWN.test(key)).map(({ key, value, from: source }) => [key, valueText(key === "notify.webhook" ? withoutPath(value) : value), from(source)].map(plainText));
  return [
    `${view.paint("bold", "Model profile")} ${profile} (${plainText(from(profileFrom))}), agents: ${adapter ?? "none chosen"}`,
    "",
    ...renderTable(["Role", "Tier", "Model"], roles.map((role) => [role.role, tierText(role, from), modelText(role, from)].map(plainText))),
    "",
    ...renderTable(["Setting", "Value", "From"], shown),
    "",
    view.paint("dim", path === undefined ? "There is no configuration file: the defaults hold." : `Configuration: ${plainText(view.pathOf(path))}`),
  ].join("\n");
}

/** A place in the configuration is told from where the person stands. */
function fromWhere(source: string, path: string | undefined, view: View): string {
  return path !== undefined && source.startsWith(`${path}:`) ? `${view.pathOf(path)}${source.slice(path.length)}` : source;
}

function tierText({ tier, tierFrom }: RoleSetting, from: (source: string) => string): string {
  return tierFrom === "profile" ? tier : `${tier} (${from(tierFrom)})`;
}

function modelText({ model, modelFrom }: RoleSetting, from: (source: string) => string): string {
  if (model === undefined) return "";
  return modelFrom === undefined || modelFrom === "adapter" ? model : `${model} (${from(modelFrom)})`;
}

/** Whoever knows the whole address of a webhook can send to it. */
function withoutPath(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^(https?:\/\/[^/?#]+)[/?#].+$/, "$1/…") : value;
}

function valueText(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Renders `dgs settings set-profile`: the roles that get another tier. */
export function renderProfile({ type, path, created, before, profile, changed, roles, overridden }: ProfileReport, view: View): string {
  if (!changed) return `The profile is ${profile} already; nothing was changed.`;
  const file = plainText(view.pathOf(path));
  const rows = roles.map(({ role, before: old, tier }) => [role, old, tier]);
  const said = type === "profile-set" ? `Set the profile to ${profile}, it was ${before}: ${file}${created ? ", a new file" : ""}` : `The profile would be ${profile}, it is ${before}: ${file}${created ? ", which would be made" : ""}`;
  return [said, "", ...renderTable(["Role", before, profile], rows), ...(overridden.length === 0 ? [] : ["", view.paint("dim", `By model_overrides as before: ${overridden.join(", ")}`)])].join("\n");
}
