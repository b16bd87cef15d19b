import { folderName } from "../code/language.js";

/** Returns the modules that a file of Python may import, as paths without `.py` (`pkg/mod`); `code` is without comments. */
export function pythonImports(code: string, from: string): readonly string[] {
  const plain = [...code.matchAll(/^[ \t]*import[ \t]+([^\n]{1,500})/gm)].flatMap((match) => (match[1] ?? "").split(",").flatMap((part) => /^\s*([\w.]+)/.exec(part)?.[1] ?? [])).map((name) => name.replaceAll(".", "/"));
  const named = [...code.matchAll(/^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(?:\(([^()]*)\)|([^\n(]*))/gm)].flatMap((match) => {
    const base = moduleFolder(match[1] ?? "", from);
    const names = (match[2] ?? match[3] ?? "").split(",").flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);
    return base === undefined ? [] : [base, ...names.map((name) => (base === "" ? name : `${base}/${name}`))];
  });
  const called = [...code.matchAll(/\b(?:import_module|__import__|include|patch)\([ \t]*["']([\w.]{1,300})["']/g)].flatMap((match) => waysOfDotted(match[1] ?? ""));
  return [...new Set([...plain, ...named, ...called])].filter((each) => each !== "");
}

/** Returns every end of a module's path by which it may be imported: `src/pkg/mod.py` gives `src/pkg/mod`, `pkg/mod`, `mod`. */
export function endsOfModule(path: string): readonly string[] {
  const segments = path.replace(/\.pyi?$/, "").replace(/\/__init__$/, "").split("/");
  return segments.map((_, at) => segments.slice(at).join("/"));
}

/** `..pkg.mod` in `a/b/c.py` is `a/pkg/mod`. */
function moduleFolder(name: string, from: string): string | undefined {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const rest = name.slice(dots).replaceAll(".", "/");
  if (dots === 0) return rest;
  const folder = folderName(from).split("/").filter((part) => part !== "");
  if (dots - 1 > folder.length) return undefined;
  const base = folder.slice(0, folder.length - (dots - 1)).join("/");
  return [base, rest].filter((part) => part !== "").join("/");
}

/** `pkg.mod.name` may be a module or a name in one. */
function waysOfDotted(dotted: string): string[] {
  const parts = dotted.split(".");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}
