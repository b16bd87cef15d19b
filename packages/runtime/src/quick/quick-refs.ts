import type { Quick } from "@dgs/core";

/** The last part of the name of a ref that keeps work of a quick: below `refs/dgs/keep/`. */
export function keepName(quick: Pick<Quick, "path">, what: string): string {
  return `quick/${folderOf(quick)}/${what}`;
}

/** The ref that remembers where a base branch stood before a quick moved it, until that was pushed or taken back. */
export function forwardRef(quick: Quick): string {
  return `refs/dgs/quick/${folderOf(quick)}/forward`;
}

/** The name of the attempt that the agent of a quick works under. */
export function attemptName(quick: Pick<Quick, "path">): string {
  return `quick/${folderOf(quick)}`;
}

/** The name of the quick's folder, as it can stand in a ref whoever made it. */
function folderOf({ path }: Pick<Quick, "path">): string {
  const name = (path.split("/").at(-2) ?? "").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/\.{2,}/g, "-").replace(/^[-.]+|[-.]+$/g, "").replace(/\.lock$/i, "-lock");
  return name === "" ? "unnamed" : name;
}
