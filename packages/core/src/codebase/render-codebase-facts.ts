import type { Bounded, CodebaseFacts, Dependency, Manifest } from "./types.js";

/** Dependencies of one manifest that a prompt names, manifests that it tells of in full, and characters of the whole. */
const MOST = { dependencies: 60, manifests: 40, characters: 40_000 };

/** Writes the facts as a text for people and agents, in markdown; the longest has some 40,000 characters. */
export function renderCodebaseFacts(facts: CodebaseFacts): string {
  const text = [
    `${String(facts.files)} tracked files, ${bytes(facts.bytes)}${facts.leftOut.files === 0 ? "" : `; ${String(facts.leftOut.files)} more (${bytes(facts.leftOut.bytes)}) are generated or copied in and left out: ${list(facts.leftOut.folders, (each) => each)}`}.`,
    ...section("Languages", facts.languages, ({ name, files, bytes: size }) => `${name}: ${String(files)} files, ${bytes(size)}`),
    ...section("Folders", facts.folders, ({ name, files, bytes: size }) => `${name} ${String(files)} files, ${bytes(size)}`),
    ...section("Workspaces", facts.workspaces, (each) => each),
    ...section("Entry points", facts.entryPoints, ({ what, at, from }) => `${what}: ${at} (${from})`),
    ...section("Test commands that are declared", facts.tests, ({ command, folder, from }) => `${command}${folder === "" ? "" : ` in ${folder}`} (${from})`),
    ...section("Licences", facts.licences, (each) => each),
    ...section("Manifests", { items: facts.manifests.items.slice(0, MOST.manifests), more: facts.manifests.more + Math.max(0, facts.manifests.items.length - MOST.manifests) }, renderManifest),
  ].join("\n");
  return text.length <= MOST.characters ? `${text}\n` : `${text.slice(0, text.lastIndexOf("\n", MOST.characters))}\n… ${String(text.length - MOST.characters)} more characters are left out\n`;
}

function section<Item>(title: string, { items, more }: Bounded<Item>, line: (item: Item) => string): readonly string[] {
  return items.length === 0 ? [] : ["", `## ${title}`, "", ...items.map((item) => `- ${line(item)}`), ...(more === 0 ? [] : [`- and ${String(more)} more`])];
}

function renderManifest(manifest: Manifest): string {
  const { path, kind, name, version, problem, notes, dependencies } = manifest;
  if (problem !== undefined) return `${path} (${kind}): cannot be read: ${problem}`;
  const about = [name === undefined ? undefined : `${name}${version === undefined ? "" : ` ${version}`}`, ...notes].filter((each) => each !== undefined);
  const uses = [...new Set(dependencies.map(({ use }) => use))];
  return [`${path} (${kind})${about.length === 0 ? "" : `: ${about.join("; ")}`}`, ...uses.map((use) => `  - ${use}: ${named(dependencies.filter((each) => each.use === use))}`)].join("\n");
}

function named(dependencies: readonly Dependency[]): string {
  return list({ items: dependencies.slice(0, MOST.dependencies), more: Math.max(0, dependencies.length - MOST.dependencies) }, ({ name, version }) => `${name} ${version}`.trim());
}

function list<Item>({ items, more }: Bounded<Item>, word: (item: Item) => string): string {
  return `${items.map(word).join(", ")}${more === 0 ? "" : ` and ${String(more)} more`}`;
}

function bytes(count: number): string {
  if (count < 1024) return `${String(count)} bytes`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1024 / 1024).toFixed(1)} MiB`;
}
