import { baseName, folderName } from "../code/language.js";

/** The scripts that test commands call: by name, as targets, and as files. */
export interface GateScripts {
  /** Words of the commands; a script of a manifest or a target with such a name belongs to the gate. */
  readonly words: ReadonlySet<string>;
  /** Files that the commands, or the scripts that they call, name. */
  readonly files: ReadonlySet<string>;
}

const SCRIPT_FILE = /\.(?:sh|bash|zsh|ps1|bat|cmd|mk)$|(?:^|\/)(?:bin|scripts?|tools|ci|\.ci|hack|tests?)\/[^/]+$/;

/** Returns the words of a text that may name a script, a target or a file: without quotes, `./` and `$(…)`. */
export function wordsOf(text: string): readonly string[] {
  return text.slice(0, 20_000).split(/[\s"'`;|&()<>=]+/).map((word) => word.replace(/^\.\//, "")).filter((word) => word !== "");
}

/**
 * Returns the files to read before commands can be followed: manifests and makefiles at the top and in folders that a command names, and script files.
 * Which of them exist is the caller's to see.
 */
export function gateScriptsWanted(commands: readonly string[]): readonly string[] {
  const words = commands.flatMap(wordsOf);
  const folders = ["", ...words.filter((word) => /^[\w@.-]+(?:\/[\w@.-]+)*\/?$/.test(word) && !word.includes("..")).map((word) => `${word.replace(/\/$/, "")}/`)];
  const files = folders.slice(0, 200).flatMap((folder) => ["package.json", "Makefile", "makefile", "GNUmakefile", "justfile", "composer.json"].map((name) => `${folder}${name}`));
  return [...new Set([...files, ...words.filter((word) => SCRIPT_FILE.test(word) && !word.includes("..") && !word.startsWith("/"))])];
}

/** Follows commands through manifests, makefiles and scripts, as deep as a script that a script calls; `scripts` are their texts before the change. */
export function followCommands(commands: readonly string[], scripts: ReadonlyMap<string, string>): GateScripts {
  const words = new Set(commands.flatMap(wordsOf));
  if (commands.some((command) => /\b(?:npm|pnpm|yarn|bun)[ \t]+t\b/.test(command))) words.add("test");
  const files = new Set<string>();
  for (let round = 0; round < 3; round++) {
    for (const [path, text] of scripts) {
      if (/\.json$/.test(path)) for (const [name, script] of Object.entries(scriptsOfManifest(text) ?? {})) if (isCalled(name, words)) for (const word of wordsOf(script)) words.add(word);
      if (files.has(path) || words.has(path)) for (const word of wordsOf(text)) if (SCRIPT_FILE.test(word)) addFile(files, path, word);
      if (/makefile$|\.mk$|justfile$/i.test(path)) for (const [name, recipe] of recipesOf(text)) if (words.has(name) || (words.has("make") && name === [...recipesOf(text).keys()][0])) for (const word of wordsOf(recipe)) words.add(word);
    }
    for (const word of words) if (SCRIPT_FILE.test(word)) files.add(word);
  }
  return { words, files };
}

function addFile(files: Set<string>, from: string, word: string): void {
  files.add(word);
  // `$(dirname "$0")/lib.sh` and `../lib.sh` are found beside the script.
  const folder = folderName(from);
  files.add(folder === "" ? baseName(word) : `${folder}/${baseName(word)}`);
}

/** A script of a manifest is called by its name, and with it what runs before and after. */
export function isCalled(name: string, words: ReadonlySet<string>): boolean {
  return words.has(name) || words.has(name.replace(/^(?:pre|post)/, ""));
}

/** Returns the scripts of a `package.json` or `composer.json`; `undefined` for a text that is none. */
export function scriptsOfManifest(text: string): Readonly<Record<string, string>> | undefined {
  const manifest = parseObject(text);
  if (manifest === undefined) return undefined;
  const scripts = manifest["scripts"];
  return typeof scripts === "object" && scripts !== null ? Object.fromEntries(Object.entries(scripts).map(([name, script]) => [name, typeof script === "string" ? script : JSON.stringify(script)])) : {};
}

/** Parses a JSON object; `undefined` for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the targets of a makefile with their prerequisites and recipes. */
export function recipesOf(text: string): ReadonlyMap<string, string> {
  const recipes = new Map<string, string>();
  let open: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const head = /^([\w./%@-][^:=#\n]{0,300}?)[ \t]*::?(?!=)([^\n]*)$/.exec(line);
    if (head !== null && !/^\s/.test(line)) {
      open = (head[1] ?? "").split(/\s+/).filter((name) => name !== ".PHONY");
      for (const name of open) recipes.set(name, `${recipes.get(name) ?? ""}${head[2] ?? ""}\n`);
    } else if (/^\s/.test(line)) for (const name of open) recipes.set(name, `${recipes.get(name) ?? ""}${line.trim()}\n`);
    else if (line.trim() !== "" && !line.startsWith("#")) open = [];
  }
  return recipes;
}
