/** The version that names a milestone: `v6`, `v1.1`, `v1.2.1`. */
export type MilestoneVersion = string & { readonly __milestoneVersion: true };

/** Returns the version that a text spells; a missing `v` is added, anything but digits and dots is refused. */
export function parseVersion(text: string): MilestoneVersion | undefined {
  const match = /^[vV]?(\d+(?:\.\d+)*)$/.exec(text.trim());
  return match?.[1] === undefined ? undefined : (`v${match[1]}` as MilestoneVersion);
}

/** Orders versions by their numbers: `v1.2 < v1.10`. */
export function compareVersions(a: MilestoneVersion, b: MilestoneVersion): number {
  const [left, right] = [a, b].map((version) => version.slice(1).split(".").map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
