import type { MaskedCode } from "../code/mask-code.js";
import type { Stub } from "./stub.js";

/** Finds methods of Ruby with nothing between `def` and `end`, and what raises NotImplementedError. */
export function rubyStubs({ bare }: MaskedCode): readonly Stub[] {
  const empty = [...bare.matchAll(/^[ \t]*def[ \t]+(?:self\.)?(\w+[?!=]?)[ \t]*(?:\([^()\n]*\))?[ \t]*(?:;[ \t]*|\r?\n\s{0,200})end\b/gm)]
    .filter((match) => !/^(?:initialize|_*no_?op|inherited|included|extended|method_missing)$/.test(match[1] ?? ""))
    .map((match): Stub => ({ offset: match.index + match[0].search(/\S/), kind: "body", what: `the method \`${match[1] ?? ""}\` has an empty body` }));
  const raised = [...bare.matchAll(/^[ \t]*(?:def[ \t]+(?:self\.)?(\w+[?!=]?)[^\n]{0,200}\r?\n[ \t]*)?raise[ \t(]+NotImplementedError\b/gm)].map((match): Stub => {
    const name = match[1];
    const offset = match.index + match[0].search(/\S/);
    if (name === undefined) return { offset, kind: "statement", what: "something is said to be not implemented" };
    return { offset, kind: isInBase(bare, match.index) ? "unsure" : "body", what: `the method \`${name}\` only says that it is not implemented` };
  });
  return [...empty, ...raised];
}

/** A module, or a class that another one in the file is made from, or whose name says so. */
function isInBase(bare: string, offset: number): boolean {
  const heads = [...bare.slice(Math.max(0, offset - 20_000), offset).matchAll(/^[ \t]*(class|module)[ \t]+(?:\w+::)*(\w+)/gm)];
  const [, word, name = ""] = heads.at(-1) ?? [];
  return word === "module" || /^(?:Abstract|Base)|Base$/.test(name) || (name !== "" && new RegExp(`<[ \\t]*${name}\\b`).test(bare));
}
