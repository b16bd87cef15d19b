import { baseName, extensionOf } from "../code/language.js";

/** Languages as people call them, by the ends of file names. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ ts: "TypeScript", tsx: "TypeScript", mts: "TypeScript", cts: "TypeScript", js: "JavaScript", jsx: "JavaScript", mjs: "JavaScript", cjs: "JavaScript" },
  ...{ py: "Python", pyi: "Python", rb: "Ruby", rake: "Ruby", php: "PHP", go: "Go", rs: "Rust", java: "Java", kt: "Kotlin", kts: "Kotlin", scala: "Scala", groovy: "Groovy", clj: "Clojure" },
  ...{ c: "C", h: "C", cc: "C++", cpp: "C++", cxx: "C++", hpp: "C++", cs: "C#", fs: "F#", vb: "Visual Basic", swift: "Swift", m: "Objective-C", mm: "Objective-C", dart: "Dart", zig: "Zig" },
  ...{ ex: "Elixir", exs: "Elixir", erl: "Erlang", hs: "Haskell", ml: "OCaml", lua: "Lua", pl: "Perl", pm: "Perl", r: "R", jl: "Julia", sol: "Solidity", nim: "Nim", elm: "Elm" },
  ...{ sh: "Shell", bash: "Shell", zsh: "Shell", fish: "Shell", ps1: "PowerShell", bat: "Batch", sql: "SQL", html: "HTML", htm: "HTML", css: "CSS", scss: "SCSS", sass: "SCSS", less: "Less" },
  ...{ vue: "Vue", svelte: "Svelte", astro: "Astro", graphql: "GraphQL", gql: "GraphQL", proto: "Protocol Buffers", tf: "Terraform", hcl: "HCL", prisma: "Prisma", tex: "TeX" },
  ...{ md: "Markdown", mdx: "Markdown", rst: "reStructuredText", adoc: "AsciiDoc", json: "JSON", yml: "YAML", yaml: "YAML", toml: "TOML", xml: "XML" },
};

/** The language of a file as people call it, by its name; `undefined` for one that has none. */
export function languageNameOf(path: string): string | undefined {
  const base = baseName(path);
  if (/^Dockerfile(?:\.|$)/.test(base)) return "Dockerfile";
  if (/^(?:GNU)?[Mm]akefile$/.test(base)) return "Makefile";
  return Object.hasOwn(NAMES, extensionOf(path)) ? NAMES[extensionOf(path)] : undefined;
}
