import { parse } from "yaml";
import type { Dependency, DependencyUse, EntryPoint, Manifest } from "../types.js";

/** What a reader of one kind of manifest says; the caller knows path and kind. */
export type ManifestParts = Partial<Omit<Manifest, "path" | "kind">>;

/** Reads one kind of manifest. It may meet any text. */
export type ManifestReader = (text: string, file: ManifestFile) => ManifestParts;

/** The manifest that is read. */
export interface ManifestFile {
  readonly path: string;
  /** Its folder, relative to the repo; empty for the top. */
  readonly folder: string;
  /** Whether a file of this path is tracked. */
  readonly has: (path: string) => boolean;
}

/** A value that JSON, YAML or TOML gave. */
export type Loose = Readonly<Record<string, unknown>>;

/** A value as a table, where it is one. */
export function tableOf(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

/** A value as a text on one line, of at most 200 characters; `undefined` where it is none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const line = value.replace(/\s+/g, " ").trim().slice(0, 200);
  return line === "" ? undefined : line;
}

/** The texts in a list; a text alone is a list of one. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((each) => textOf(each) ?? []);
}

/** The dependencies of a table from names to versions. */
export function dependenciesOf(value: unknown, use: DependencyUse, versionOf: (value: unknown) => string = (each) => textOf(each) ?? ""): readonly Dependency[] {
  return Object.entries(tableOf(value)).flatMap(([key, version]) => {
    const name = textOf(key);
    return name === undefined ? [] : [{ name, version: versionOf(version), use }];
  });
}

/** A path that a manifest gives relative to its own folder, relative to the repo; as it is where it leads out of it. */
function pathFrom(folder: string, path: string): string {
  const segments: string[] = folder === "" ? [] : folder.split("/");
  for (const segment of path.replaceAll("\\", "/").split("/")) {
    if (segment === "..") {
      if (segments.length === 0) return path;
      segments.pop();
    } else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

/** An entry point of a manifest, its path relative to the repo. */
export function entryPoint(file: ManifestFile, what: string, path: string): EntryPoint {
  return { what, at: pathFrom(file.folder, path), from: file.path };
}

/** The name and version parts of a manifest, where they are texts. */
export function named(values: { readonly name?: unknown; readonly version?: unknown; readonly licence?: unknown }): ManifestParts {
  const [name, version, licence] = [textOf(values.name), textOf(values.version), textOf(values.licence)];
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }), ...(licence === undefined ? {} : { licence }) };
}

/** Characters of a YAML text that is read: the parser takes long over some texts, and what people write for workspaces, services and CI is shorter. */
const MOST_YAML = 65_536;

/** Reads a YAML text as a table; throws as its parser does, and where it is too long. */
export function readYamlTable(text: string): Loose {
  if (text.length > MOST_YAML) throw new RangeError(`it has ${String(text.length)} characters`);
  return tableOf(parse(text, { maxAliasCount: 100, logLevel: "error" }) as unknown);
}
