/** The version that names a milestone: `v6`, `v1.1`, `v1.2.1`. */
export type MilestoneVersion = string & { readonly __milestoneVersion: true };

/** Returns the version that a text spells; a missing `v` is added, anything but digits and dots is refused. */
export function parseVersion(text: string): MilestoneVersion | undefined {
  const match = /^[vV]?(\d+(?:\.\d+)*)$/.exec(text.trim());
  return match?.[1] === undefined ? undefined : (`v${match[1]}` as MilestoneVersion);
}

/** Orders versions by their numbers: `v1.2 < v1.10`. Negative, 0 or positive, as `Array.sort` wants it; a number that is missing counts as 0: `v1.1` and `v1.1.0` are equal. */
export function compareVersions(a: MilestoneVersion, b: MilestoneVersion): number {
  const [left, right] = [a, b].map((version) => version.slice(1).split(".").map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether two versions name one milestone: `v1.1` and `v1.1.0` do, `v1.1` and `v1.10` do not. */
export function sameVersion(a: MilestoneVersion, b: MilestoneVersion): boolean {
  return compareVersions(a, b) === 0;
}

/** Returns the versions that a sentence names, in order; `v1.1` is not found in `v1.10`, `v1.1.2` or `rev1.1`. */
export function versionsIn(text: string): MilestoneVersion[] {
  const found: MilestoneVersion[] = [];
  for (const match of text.matchAll(/(?<![\w.])[vV](\d{1,6}(?:\.\d{1,6})*)(?!\w|-\w|\.\w)/g)) found.push(`v${match[1] ?? ""}` as MilestoneVersion);
  return found;
}
