import { planningPath, type PlanningPath } from "@dgs/core";

/** What an address names. Whether there is such a thing is another question. */
export type Address =
  | { readonly type: "progress" }
  | { readonly type: "planning"; readonly path: PlanningPath }
  | { readonly type: "job"; readonly version: string }
  | { readonly type: "report"; readonly version: string }
  | { readonly type: "report-page"; readonly version: string }
  | { readonly type: "run"; readonly id: string }
  | { readonly type: "run-log"; readonly id: string };

/** The address of the report on where the project stands. */
export const PROGRESS = "dgs://progress";

/** Writes the address of a planning file. */
export function planningAddress(path: PlanningPath): string {
  return `dgs://planning/${path.split("/").map(encode).join("/")}`;
}

/** Writes the address of the job of a version. */
export function jobAddress(version: string): string {
  return `dgs://job/${encode(version)}`;
}

/** Writes the address of the report of a milestone. */
export function reportAddress(version: string): string {
  return `dgs://report/${encode(version)}`;
}

/** Writes the address of the page that a milestone's report is kept as. */
export function reportPageAddress(version: string): string {
  return `${reportAddress(version)}/page`;
}

/** Writes the address of a run. */
export function runAddress(id: string): string {
  return `dgs://run/${encode(id)}`;
}

/** Writes the address of what went on in a run. */
export function runLogAddress(id: string): string {
  return `${runAddress(id)}/log`;
}

/**
 * Reads an address; `undefined` where it names nothing that DGS could have. Each part is decoded once, after the address was split: an encoded slash is part of a name and is in
 * no name, and what climbs, is absolute or holds a backslash is no planning path. Git's own folder is none either: its configuration may hold credentials.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  if (text === PROGRESS) return { type: "progress" };
  const [, kind = "", rest = ""] = /^dgs:\/\/([a-z]+)\/([^?#]+)$/.exec(text) ?? [];
  const parts = rest.split("/").map(decode);
  if (!parts.every((part) => part !== undefined && part !== "" && !part.includes("/"))) return undefined;
  const [first = "", second] = parts as string[];
  if (kind === "planning") return planningFile((parts as string[]).join("/"));
  if (kind === "job" && parts.length === 1) return { type: "job", version: first };
  if (kind === "report" && parts.length === 1) return { type: "report", version: first };
  if (kind === "report" && parts.length === 2 && second === "page") return { type: "report-page", version: first };
  if (kind === "run" && parts.length === 1) return { type: "run", id: first };
  if (kind === "run" && parts.length === 2 && second === "log") return { type: "run-log", id: first };
  return undefined;
}

/** The most characters of an address; paths of file systems are shorter. */
const MOST_CHARACTERS = 16_384;

function planningFile(text: string): Address | undefined {
  const path = planningPath(text);
  return path === undefined || path.split("/").some((part) => part.toLowerCase() === ".git") ? undefined : { type: "planning", path };
}

function encode(part: string): string {
  return encodeURIComponent(part);
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
