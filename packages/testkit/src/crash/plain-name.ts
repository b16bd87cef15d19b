/** A kill point by its name alone: without its number and what differs between two lanes: where they lie, names of temporary files and what is made of a path. */
export function plainName(name: string): string {
  return name
    .replace(/^(?:inside git )?\d+ /, "")
    .replace(/\S*\/dgs-git-\w+/g, "TEMPORARY")
    .replace(/\S*\/lane-\d+\//g, "LANE/")
    .replace(/\bfast-[0-9a-f]{8}\b/g, "fast-HEX")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}/g, "HEX");
}
