/** `export {…}` as esbuild writes it in CommonJS: a function for each name, and a second one around it. */
const EXPORTS = /^var stdin_exports = \{\};\n__export\(stdin_exports, \{\n([\s\S]*?)\n\}\);\nmodule\.exports = __toCommonJS\(stdin_exports\);\n/m;
const EXPORT = /^ {2}(\w+): \(\) => ([\w.]+),?$/gm;
/** Names once more, for a loader that guesses at what is exported: nobody imports a chunk but a chunk. */
const ANNOTATION = /^\/\/ Annotate the CommonJS export names[\s\S]*?\n\}\);\n/m;
/** What the two need, and nothing else in most chunks. */
const PRELUDE = /^var __defProp = [\s\S]*?^var __toCommonJS = .*\n/m;
const REQUIRE = /^var (import_chunk_\w+) = (require\("\.[^"]+"\));$/gm;
/** How long a program runs until it loads what it has not needed so far, in milliseconds. */
const REST_AFTER_MS = 1000;

/**
 * Rewrites a chunk that esbuild made CommonJS of, so that it loads another chunk when it first takes a name from it.
 *
 * A command uses few of the functions of what it imports: without this `dgs progress` loads 86 chunks, with it 36. A program that runs on loads the
 * rest a second later: its files may be replaced by an update while it is at work for hours. What is gone by then may never be needed, and ends nothing.
 */
export function lateRequires(code: string): string {
  const late: string[] = [];
  let result = withoutPrelude(exportDirectly(code)).replace(REQUIRE, (_whole, name: string, load: string) => {
    late.push(`${name} ??= ${load}`);
    return `var ${name};`;
  });
  if (late.length === 0) return result;
  for (const each of late) result = result.replaceAll(`${nameOf(each)}.`, `(${each}).`);
  return `${result}setTimeout(() => {\n  try {\n${late.map((each) => `    ${each};\n`).join("")}  } catch {}\n}, ${String(REST_AFTER_MS)}).unref();\n`;
}

function nameOf(assignment: string): string {
  return assignment.slice(0, assignment.indexOf(" "));
}

/** A function is exported as itself: asking a getter at each call took more time than many a call. What may be another value later keeps its getter. */
function exportDirectly(code: string): string {
  return code.replace(ANNOTATION, "").replace(EXPORTS, (_whole, list: string) => {
    const lines = [...list.matchAll(EXPORT)].map(([, name = "", value = ""]) => (isFunction(code, value) ? `exports.${name} = ${value};` : `Object.defineProperty(exports, "${name}", { get: () => ${value}, enumerable: true });`));
    if (lines.length !== list.split("\n").length) throw new Error(`an export of a chunk is not understood:\n${list}`);
    return `Object.defineProperty(exports, "__esModule", { value: true });\n${lines.join("\n")}\n`;
  });
}

function withoutPrelude(code: string): string {
  const rest = code.replace(PRELUDE, "");
  return /\b__(?:create|defProp|getOwnPropDesc|getOwnPropNames|getProtoOf|hasOwnProp|export|copyProps|toESM|toCommonJS)\b/.test(rest) ? code : rest;
}

function isFunction(code: string, name: string): boolean {
  return new RegExp(`^(?:async )?function\\*? ${name.replaceAll("$", "\\$")}\\(`, "m").test(code);
}
