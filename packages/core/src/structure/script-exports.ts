/** What a file of JavaScript or TypeScript exports. */
export interface ScriptExports {
  /** Names, `default` among them; the name of what is exported by default counts, too. */
  readonly exported: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
  /** From where everything is handed on: `export * from "./x.js"`. */
  readonly everythingFrom: readonly string[];
}

/** Reads the exports of a module, of ECMAScript or CommonJS; `code` is without comments, `bare` without what strings hold as well. */
export function scriptExports(code: string, bare: string): ScriptExports {
  const declared = new Set([...bare.matchAll(/\b(?:function|class|const|let|var|interface|type|enum|namespace)\b[ \t*]*([\w$]+)/g)].flatMap((match) => match[1] ?? []));
  const exported = new Set<string>([...declarations(bare), ...listed(bare), ...commonNames(code, bare)]);
  if (/\bexport[ \t]+default\b|\bexport[ \t]*=|\bmodule\.exports[ \t]*=(?!=)/.test(bare)) exported.add("default");
  for (const match of bare.matchAll(/\bexport[ \t]+default[ \t]+(?:async[ \t]+)?(?:abstract[ \t]+)?(?:(?:function|class)\b[ \t*]*)?([\w$]+)/g)) if (match[1] !== undefined) exported.add(match[1]);
  for (const match of bare.matchAll(/\b(?:export|module\.exports)[ \t]*=[ \t]*([\w$]+)/g)) if (match[1] !== undefined) exported.add(match[1]);
  for (const match of bare.matchAll(/\bexport[ \t]*\*[ \t]*as[ \t]+([\w$]+)/g)) if (match[1] !== undefined) exported.add(match[1]);
  const everythingFrom = [...code.matchAll(/\bexport[ \t]+(?:type[ \t]+)?\*[ \t]*from[ \t]*["']([^"'\n]{1,500})["']/g), ...code.matchAll(/\bexport[ \t]*\*[ \t]*from[ \t]*["']([^"'\n]{1,500})["']/g), ...code.matchAll(/\bmodule\.exports[ \t]*=[ \t]*require\([ \t]*["']([^"'\n]{1,500})["']/g)].flatMap((match) => match[1] ?? []);
  return { exported, declared, everythingFrom: [...new Set(everythingFrom)] };
}

function declarations(bare: string): string[] {
  const words = "(?:declare[ \\t]+)?(?:abstract[ \\t]+)?(?:async[ \\t]+)?(?:const[ \\t]+enum|function|class|const|let|var|interface|type|enum|namespace)";
  const named = [...bare.matchAll(new RegExp(`\\bexport[ \\t]+${words}\\b[ \\t*]*([\\w$]+)`, "g"))].flatMap((match) => match[1] ?? []);
  // `export const { GET, POST } = handlers` and `export const [a, b] = …`
  const taken = [...bare.matchAll(/\bexport[ \t]+(?:const|let|var)[ \t]*[{[]([^{}[\]=]*)[}\]][ \t]*[:=]/g)].flatMap((match) => namesOf(match[1] ?? "", ":"));
  const further = [...bare.matchAll(/\bexport[ \t]+(?:const|let|var)[ \t]+([\w$]+[ \t]*=[ \t]*[\w$.]+(?:[ \t]*,[ \t]*[\w$]+[ \t]*=[ \t]*[\w$.]+)+)/g)].flatMap((match) => (match[1] ?? "").split(",").flatMap((part) => /^\s*([\w$]+)/.exec(part)?.[1] ?? []));
  return [...named, ...taken, ...further];
}

function listed(bare: string): string[] {
  return [...bare.matchAll(/\bexport[ \t]*(?:type[ \t]*)?\{([^{}]*)\}/g)].flatMap((match) => namesOf(match[1] ?? "", " as "));
}

/** The last name of each part: `a as b` gives b. */
function namesOf(list: string, separator: " as " | ":"): string[] {
  return list.split(",").flatMap((part) => {
    const words = part.slice(0, 300).split(separator === ":" ? /[:\s]+/ : /\s+/).filter((word) => word !== "" && word !== "type");
    return words.at(-1) ?? [];
  });
}

function commonNames(code: string, bare: string): string[] {
  const single = [...bare.matchAll(/(?:^|[^\w$.])(?:module\.)?exports\.([\w$]+)[ \t]*=(?!=)/g)].flatMap((match) => match[1] ?? []);
  const defined = [...code.matchAll(/\bObject\.defineProperty\([ \t]*(?:module\.)?exports[ \t]*,[ \t]*["']([\w$]+)["']/g)].flatMap((match) => match[1] ?? []);
  return [...single, ...defined, ...[...bare.matchAll(/\bmodule\.exports[ \t]*=[ \t]*\{/g)].flatMap((match) => keysBehind(code, bare, match.index + match[0].length))];
}

/** The keys of an object that opens right before an offset; what is deeper is passed over. */
function keysBehind(code: string, bare: string, from: number): string[] {
  let depth = 0;
  let start = from;
  const keys: string[] = [];
  const take = (end: number): void => {
    const key = /^\s*(?:async\s+)?\*?\s*["']?([\w$]+)/.exec(code.slice(start, Math.min(end, start + 300)))?.[1];
    if (key !== undefined) keys.push(key);
  };
  for (let at = from; at < bare.length; at++) {
    const here = bare.charAt(at);
    if (depth === 0 && (here === "," || here === "}")) take(at);
    if (depth === 0 && here === "}") return keys;
    if (depth === 0 && here === ",") start = at + 1;
    if (/[{([]/.test(here)) depth++;
    if (/[})\]]/.test(here)) depth--;
  }
  return keys;
}
