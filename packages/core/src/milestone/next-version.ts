import { compareVersions, type MilestoneVersion, parseVersion } from "../ids/version.js";

/** Returns the version of the next milestone: `v1.0` where none is finished, else one minor step behind the newest of those that are (`v1.3` behind `v1.2.1`, `v6.1` behind `v6`). */
export function nextMilestoneVersion(finished: readonly MilestoneVersion[]): MilestoneVersion {
  const newest = [...finished].sort(compareVersions).at(-1);
  const [major = "0", minor = "0"] = (newest ?? "v0").slice(1).split(".");
  const version = parseVersion(newest === undefined ? "v1.0" : `v${major}.${String(Number(minor) + 1)}`);
  if (version === undefined) throw new RangeError(`no version follows ${newest ?? ""}`);
  return version;
}
