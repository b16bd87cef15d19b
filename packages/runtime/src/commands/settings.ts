import { AGENT_ROLES, type AgentRole, type Config, configPlaces, DEFAULT_CONFIG, type Files, type ModelTier, type Problem, type Profile, readConfig, TIERS } from "@dgs/core";
import { findConfig } from "../load-config.js";
import type { Place } from "../place.js";
import { isRefusal, problemRefusal, type Refusal } from "../refusal.js";

/** Where a value comes from: `default`, `adapter` (the adapter's own), or `file:line:column` of the configuration, relative to the planning root. */
export type SettingSource = string;

/** A setting as it holds now. */
export interface Setting {
  readonly key: string;
  /** Absent: it is not set, and has no default. */
  readonly value?: unknown;
  readonly from: SettingSource;
}

/** What one role works with. */
export interface RoleSetting {
  readonly role: AgentRole;
  readonly tier: ModelTier;
  /** `profile`: as the profile says; else the place of the override in the configuration. */
  readonly tierFrom: SettingSource;
  /** The model as the program calls it; absent: no adapter is chosen, or it is told the tier alone. */
  readonly model?: string;
  readonly modelFrom?: SettingSource;
}

/** `dgs settings`: what holds, and where each comes from. */
export interface SettingsReport {
  readonly type: "settings";
  /** The configuration file, relative to the planning root; absent: there is none. */
  readonly path?: string;
  readonly profile: Profile;
  readonly profileFrom: SettingSource;
  readonly adapter?: string;
  readonly roles: readonly RoleSetting[];
  /** Every key, in the order in which the documents have them. */
  readonly settings: readonly Setting[];
  readonly problems: readonly Problem[];
}

/** By the name of an adapter, its own model for each tier. */
export type AdapterModels = Readonly<Record<string, Readonly<Record<ModelTier, string>>>>;

/** Shows the settings that hold, each with where it comes from; a configuration that cannot be read is refused. */
export function settings(files: Files, place: Place, models: AdapterModels): SettingsReport | Refusal {
  const file = findConfig(files, place);
  if (isRefusal(file)) return file;
  const { config, problems } = readConfig(file?.text, file?.path ?? "config.json");
  const refusal = problemRefusal(problems);
  if (refusal !== undefined) return refusal;
  const places = file === undefined ? new Map<string, { readonly line: number; readonly column: number }>() : configPlaces(file.text);
  const from = (key: keyof Config): SettingSource => {
    const at = places.get(key);
    return at === undefined || file === undefined ? "default" : `${file.path}:${String(at.line)}:${String(at.column)}`;
  };
  return {
    type: "settings",
    ...(file === undefined ? {} : { path: file.path }),
    ...{ profile: config.model_profile, profileFrom: from("model_profile") },
    ...(config["agents.adapter"] === undefined ? {} : { adapter: config["agents.adapter"] }),
    roles: AGENT_ROLES.map((role) => roleSetting(role, config, models, from)),
    settings: (Object.keys(DEFAULT_CONFIG) as (keyof Config)[]).map((key) => ({ key, ...(config[key] === undefined ? {} : { value: config[key] }), from: from(key) })),
    problems,
  };
}

function roleSetting(role: AgentRole, config: Config, models: AdapterModels, from: (key: keyof Config) => SettingSource): RoleSetting {
  const override = config.model_overrides[role];
  const tier = override ?? TIERS[role][config.model_profile];
  const key = `agents.models.${tier}` as const;
  const own = models[config["agents.adapter"] ?? ""]?.[tier];
  const model = own === undefined ? undefined : (config[key] ?? own);
  return {
    ...{ role, tier, tierFrom: override === undefined ? "profile" : from("model_overrides") },
    // An adapter that names no model leaves the choice to its program.
    ...(model === undefined || model === "" ? {} : { model, modelFrom: config[key] === undefined ? "adapter" : from(key) }),
  };
}
