import { folderName } from "../code/language.js";
import type { FileIndex } from "./file-index.js";

/** Returns what a file of JavaScript or TypeScript names as its modules; `code` is without comments. */
export function scriptImports(code: string): readonly string[] {
  const found = [
    ...code.matchAll(/\b(?:from|import|require|importActual|mock|resolve|lazy)[ \t]*\(?[ \t\r\n]{0,20}["'`]([^"'`\r\n]{1,500})["'`]/g),
    ...code.matchAll(/\b(?:URL|Worker|SharedWorker|fork|register|loadComponent|source)\([ \t\r\n]{0,20}["'`]([^"'`\r\n]{1,500})["'`]/g),
  ];
  return [...new Set(found.flatMap((match) => match[1] ?? []))];
}

const ENDS = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".vue", ".svelte", ".json", "/index.ts", "/index.tsx", "/index.mts", "/index.js", "/index.jsx", "/index.mjs", "/index.cjs"] as const;
const SOURCES: Readonly<Record<string, readonly string[]>> = { ".js": [".ts", ".tsx"], ".jsx": [".tsx"], ".mjs": [".mts"], ".cjs": [".cts"] };

/** Finds the file that a relative specifier means, in the file that holds it; `undefined` where there is none or it leads out. */
export function resolveScript(index: FileIndex, from: string, specifier: string): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return undefined;
  const path = joined(folderName(from), specifier.replace(/[?#].*$/, ""));
  return path === undefined ? undefined : fileAt(index, path);
}

/** Finds the files that a specifier with an alias in front (`@/lib/a`, `~/lib/a`, `src/lib/a`, `#lib/a`) may mean: those whose path ends so. */
export function scriptsByEnd(byEnd: ReadonlyMap<string, readonly string[]>, specifier: string): readonly string[] {
  const plain = specifier.replace(/^(?:@[\w-]*\/|~\/?|#\/?|\/)/, "").replace(/[?#].*$/, "");
  return [specifier, plain, plain.slice(plain.indexOf("/") + 1)].flatMap((end) => byEnd.get(withoutScriptEnd(end)) ?? []);
}

/** Returns every end of a script's path that an alias may leave, without its extension and `/index`: `src/lib/a.ts` gives `src/lib/a`, `lib/a`, `a`. */
export function endsOfScript(path: string): readonly string[] {
  const segments = withoutScriptEnd(path).split("/");
  return segments.map((_, at) => segments.slice(at).join("/"));
}

function withoutScriptEnd(path: string): string {
  return path.replace(/\.(?:d\.)?[cm]?[jt]sx?$|\.(?:vue|svelte)$/, "").replace(/\/index$/, "");
}

function joined(folder: string, specifier: string): string | undefined {
  const segments = folder === "" ? [] : folder.split("/");
  for (const part of specifier.split("/")) {
    if (part === ".." && segments.length === 0) return undefined;
    if (part === "..") segments.pop();
    else if (part !== "" && part !== ".") segments.push(part);
  }
  return segments.join("/");
}

function fileAt(index: FileIndex, path: string): string | undefined {
  const end = /\.[cm]?jsx?$/.exec(path)?.[0] ?? "";
  const ways = [...ENDS.map((each) => `${path}${each}`), ...(SOURCES[end] ?? []).map((each) => `${path.slice(0, path.length - end.length)}${each}`), ...(path === "" ? ["index.ts", "index.js"] : [])];
  return ways.find((way) => index.files.has(way));
}
