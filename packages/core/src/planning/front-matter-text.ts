import type { FrontMatter, FrontMatterEntry } from "../markdown/front-matter.js";
import type { FrontMatterText } from "../markdown/front-matter-value.js";
import { type Finding, quote } from "./problems.js";

/** Returns what the line reader has to say of a front matter as a whole. */
export function frontMatterFindings(source: string, frontMatter: FrontMatter): Finding[] {
  if (frontMatter.isUnclosed) return [{ code: "front-matter-unclosed", offset: 0, message: "The front matter is not closed.", remedy: "Add a line `---` after its last key." }];
  return [
    ...frontMatter.overruled.map(
      ({ key, keyRange }): Finding => ({ code: "front-matter-duplicate-key", offset: keyRange.start, message: `The key ${quote(key)} comes again further down, and that one counts.`, remedy: "Keep one of them." }),
    ),
    ...frontMatter.strays.map(
      ({ start, end }): Finding => ({ code: "front-matter-line-unread", offset: start, message: `The line ${quote(source.slice(start, end))} belongs to no key.`, remedy: "Write it as `key: value`, or indent it below its key." }),
    ),
  ];
}

/** Returns the first of some spellings of a key that the front matter has. */
export function entryOf(frontMatter: FrontMatter, ...keys: readonly string[]): FrontMatterEntry | undefined {
  for (const key of keys) {
    const entry = frontMatter.entries.get(key);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Returns a key's text as it is written, without quotes and comment; `undefined` where there is none or it is empty. */
export function textOf(frontMatter: FrontMatter, ...keys: readonly string[]): string | undefined {
  const value = entryOf(frontMatter, ...keys)?.value;
  return value?.kind === "scalar" && value.text !== "" ? value.text : undefined;
}

/**
 * Returns a key's texts: the items of a list, or what commas part in a single text. `undefined` where the key is not
 * there or has no value; something deeper is a finding.
 */
export function textsOf(frontMatter: FrontMatter, findings: Finding[], ...keys: readonly string[]): readonly FrontMatterText[] | undefined {
  const entry = entryOf(frontMatter, ...keys);
  if (entry === undefined) return undefined;
  if (entry.value.kind === "nested") {
    findings.push({ code: "front-matter-value-unread", offset: entry.keyRange.start, message: `${entry.key} is no list of texts.`, remedy: "Write it as a list, one text behind each dash." });
    return undefined;
  }
  if (entry.value.kind === "scalar" && entry.value.text === "") return undefined;
  return (entry.value.kind === "list" ? entry.value.items : [entry.value]).flatMap(splitAtCommas);
}

/** A comma inside braces parts nothing: `src/{a,b}.ts` is one glob. */
function splitAtCommas(item: FrontMatterText): readonly FrontMatterText[] {
  const parts = item.text.split(/,(?![^{]*\})/).map((part) => part.trim()).filter((part) => part !== "");
  return parts.map((text) => ({ ...item, text }));
}

/** Returns a key that is true or false; `fallback` where it is not there, `otherwise` where it is something else. */
export function flagOf(frontMatter: FrontMatter, findings: Finding[], key: string, fallback: boolean, otherwise: boolean): boolean {
  const entry = frontMatter.entries.get(key);
  if (entry === undefined || (entry.value.kind === "scalar" && entry.value.text === "")) return fallback;
  const text = entry.value.kind === "scalar" ? entry.value.text.toLowerCase() : "";
  if (/^(?:true|yes|on)$/.test(text)) return true;
  if (/^(?:false|no|off)$/.test(text)) return false;
  findings.push({ code: "plan-flag-unread", offset: entry.rest.start, message: `${key} is neither true nor false, and is taken for ${String(otherwise)}.`, remedy: "Write true or false." });
  return otherwise;
}
