/** A template comes from a file: what git or a file system would take for something else becomes `-`. */
export function branchSafe(name: string): string {
  const segments = name
    .split("/")
    .map((segment) => segment.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/\.{2,}/g, "-").replace(/^[-.]+|[-.]+$/g, "").replace(/\.lock$/, "-lock"))
    .filter((segment) => segment !== "");
  return segments.length === 0 ? "dgs" : segments.join("/").slice(0, 200).replace(/[-./]+$/, "");
}
