import { AGENT_ROLES, type AgentRole, type FileChange, type Files, joinPath, type ModelTier, type Profile, readConfig, setModelProfile, TIERS } from "@dgs/core";
import { findConfig } from "../load-config.js";
import type { Place } from "../place.js";
import { fileRefusal, isRefusal, problemRefusal, type Refusal } from "../refusal.js";

/** `dgs settings set-profile`: what would change (`profile-preview`), or has changed (`profile-set`). */
export interface ProfileReport {
  readonly type: "profile-preview" | "profile-set";
  /** The configuration file, relative to the planning root. */
  readonly path: string;
  /** Whether there was none, and it is made. */
  readonly created: boolean;
  readonly before: Profile;
  readonly profile: Profile;
  /** Whether the file says something else afterwards. */
  readonly changed: boolean;
  /** Roles that get another tier by it. */
  readonly roles: readonly { readonly role: AgentRole; readonly before: ModelTier; readonly tier: ModelTier }[];
  /** Roles that keep the tier that `model_overrides` gives them. */
  readonly overridden: readonly AgentRole[];
}

/** A profile that is to be set: what would change, and the change that was made for the very text that was seen. */
export interface ProfilePlan {
  readonly report: ProfileReport;
  readonly changes: readonly FileChange[];
}

/** Plans to set the profile: nothing is written. A configuration that cannot be read is refused, with the place. */
export function planProfile(files: Files, place: Place, profile: Profile): ProfilePlan | Refusal {
  const file = findConfig(files, place);
  if (isRefusal(file)) return file;
  const path = file?.path ?? joinPath("config.json");
  const { config, problems } = readConfig(file?.text, path);
  const refusal = problemRefusal(problems);
  if (refusal !== undefined) return refusal;
  const before = config.model_profile;
  const overridden = AGENT_ROLES.filter((role) => config.model_overrides[role] !== undefined);
  const roles = AGENT_ROLES.filter((role) => !overridden.includes(role) && TIERS[role][before] !== TIERS[role][profile]).map((role) => ({ role, before: TIERS[role][before], tier: TIERS[role][profile] }));
  const changed = before !== profile;
  const report: ProfileReport = { type: "profile-preview", path, created: file === undefined && changed, before, profile, changed, roles, overridden };
  if (!changed) return { report, changes: [] };
  const change: FileChange = file === undefined ? { type: "create", path, text: `{\n  "model_profile": ${JSON.stringify(profile)}\n}\n` } : { type: "edit", path, before: file.text, edits: setModelProfile(file.text, profile) };
  return { report, changes: [change] };
}

/** Sets the profile as it was planned; refused where somebody changed the file meanwhile. */
export async function setProfile(files: Files, { report, changes }: ProfilePlan): Promise<ProfileReport | Refusal> {
  const written = await files.write(changes);
  return written === "written" ? { ...report, type: "profile-set" } : fileRefusal(written);
}
