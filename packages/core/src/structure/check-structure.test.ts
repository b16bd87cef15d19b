import { describe, expect, it } from "vitest";
import { readPlan } from "../planning/plan.js";
import { readSummary } from "../planning/summary.js";
import { checkStructure } from "./check-structure.js";
import type { PlanWithSummary, StructureSurvey } from "./types.js";
import { structureTextsWanted } from "./wanted-texts.js";

interface Made {
  readonly mustHaves?: string;
  readonly modified?: readonly string[];
  readonly action?: string;
  readonly created?: readonly string[];
  readonly head?: string;
}

function work({ mustHaves = "  truths: []", modified = [], action = "Do it.", created, head = "" }: Made, number = "01"): PlanWithSummary {
  const plan = readPlan(`---\nphase: 03-a\nplan: ${number}\nwave: 1\n${head}files_modified: [${modified.map((path) => JSON.stringify(path)).join(", ")}]\nmust_haves:\n${mustHaves}\n---\n\n<objective>\nMake it.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>One</name>\n  <files>${modified.join(", ")}</files>\n  <action>${action}</action>\n  <verify>true</verify>\n</task>\n</tasks>\n`, `phases/03-a/03-${number}-PLAN.md`);
  const summary = created === undefined ? undefined : readSummary(`---\nphase: 03-a\nplan: ${number}\nkey-files:\n  created: [${created.map((path) => JSON.stringify(path)).join(", ")}]\n  modified: []\n---\n\n# Done\n`, `phases/03-a/03-${number}-SUMMARY.md`);
  return { plan, summary };
}

type Texts = Readonly<Record<string, string>>;

function survey(made: Made | readonly PlanWithSummary[], texts: Texts, further: { readonly added?: readonly string[]; readonly modified?: readonly string[] } = {}): StructureSurvey {
  const plans = "length" in made ? made : [work(made)];
  const files = { tracked: Object.keys(texts), ...further };
  const wanted = structureTextsWanted(plans, files);
  return checkStructure(plans, files, new Map(wanted.paths.map((path) => [path, texts[path] ?? ""])));
}

const said = ({ findings }: StructureSurvey): string[] => findings.map(({ severity, text }) => `${severity}: ${text}`);
const asked = ({ questions }: StructureSurvey): string[] => questions.map(({ text }) => text);
const held = (all: StructureSurvey): string[] => all.held.map(({ kind, path }) => `${kind} ${path}`);
const artifact = (lines: string): Made => ({ mustHaves: `  artifacts:\n    - path: src/a.ts\n${lines}` });
const link = (from: string, to: string, more = ""): Made => ({ mustHaves: `  key_links:\n    - from: ${JSON.stringify(from)}\n      to: ${JSON.stringify(to)}\n${more}` });

describe("artifacts", () => {
  it("has to be there", () => {
    const all = survey(artifact(""), { "src/b.ts": "" });
    expect(all.findings).toEqual([{ kind: "existence", plan: "03-01", path: "src/a.ts", severity: "blocker", text: "The file that the plan must leave behind is not there, or not tracked by git: `src/a.ts`.", fix: "Make src/a.ts and commit it." }]);
    expect(held(survey(artifact(""), { "src/a.ts": "export const a = 1;" }))).toEqual(["existence src/a.ts", "stub src/a.ts"]);
  });

  it.each(["../out.ts", "/etc/passwd", "~/x", "C:\\\\x"])("is never looked for outside: %s", (path) => {
    const plans = [work({ mustHaves: `  artifacts:\n    - path: "${path}"\n      contains: root` })];
    expect(structureTextsWanted(plans, { tracked: ["src/a.ts"] }).paths.every((each) => each === "src/a.ts")).toBe(true);
    expect(said(survey(plans, { "src/a.ts": "" }))).toEqual([expect.stringMatching(/^major: The plan must leave behind .* which lies outside of the repository\.$/)]);
  });

  it("may be a folder or a pattern, of another case, or of a repo", () => {
    const of = (path: string, files: Texts, head = "") => survey({ mustHaves: `  artifacts:\n    - path: "${path}"`, head }, files);
    expect(held(of("src/", { "src/a.ts": "1" }))).toEqual(["existence src"]);
    expect(asked(of("src/**/*.ts", { "src/a.ts": "1" }))).toEqual(["The artifact `src/**/*.ts` is no name of one file: look for what it means."]);
    expect(said(of("src/A.ts", { "src/a.ts": "1" }))).toEqual(["minor: The plan says `src/A.ts`, and the file is `src/a.ts`: on some systems that is another file."]);
    expect(held(of("app/[id]/page.tsx", { "app/[id]/page.tsx": "1" }))).toContain("existence app/[id]/page.tsx");
    expect(held(of("./src/a.ts (new)", { "src/a.ts": "1" }))).toContain("existence src/a.ts");
    expect(held(of("src/a.ts", { "api/src/a.ts": "1" }, "repos: [api]\n"))).toContain("existence api/src/a.ts");
  });

  it("counts lines that are not blank", () => {
    const of = (lines: number, text: string) => said(survey(artifact(`      min_lines: ${String(lines)}`), { "src/a.ts": text }));
    expect(of(2, "a\n\nb\n")).toEqual([]);
    expect(of(4, "a\n\n\nb\n")).toEqual(["minor: `src/a.ts` has 2 lines that are not blank, and the plan asks for 4."]);
    expect(of(5, "a\r\n\r\nb")).toEqual(["major: `src/a.ts` has 2 lines that are not blank, and the plan asks for 5."]);
    expect(of(5, "\n \n")).toEqual(["blocker: `src/a.ts` is empty."]);
  });

  it("exports what the plan says", () => {
    const of = (names: string, texts: Texts) => survey(artifact(`      exports: ${names}`), texts);
    expect(held(of("[a, 'b()', 'class C']", { "src/a.ts": "export const a = 1; export function b() { return a; } export class C { x = 1; }" })).filter((each) => each.startsWith("export"))).toHaveLength(3);
    expect(said(of("[a]", { "src/a.ts": "const a = 1;" }))).toEqual(["major: `src/a.ts` declares `a`, and does not export it."]);
    expect(said(of("[a]", { "src/a.ts": "// export const a = 1;\nf();" }))).toEqual(["major: `src/a.ts` does not export `a`."]);
    expect(asked(of("['a with caching']", { "src/a.ts": "f();" }))).toEqual(["The plan says that `src/a.ts` exports `a with caching`, which is no single name: look for what it means."]);
  });

  it("follows export *, round a circle and over a module that cannot be read", () => {
    const of = (texts: Texts) => survey(artifact("      exports: [a]"), texts);
    expect(said(of({ "src/a.ts": "export * from './b.js';", "src/b.ts": "export * from './a.js';\nexport * from './c';", "src/c/index.ts": "export const a = 1;" }))).toEqual([]);
    expect(said(of({ "src/a.ts": "export * from './b.js';", "src/b.ts": "export * from './a.js';" }))).toEqual(["major: `src/a.ts` does not export `a`."]);
    expect(asked(of({ "src/a.ts": "export * from 'elsewhere';" }))).toEqual(["`src/a.ts` hands on everything of a module that was not read: look whether `a` is among it."]);
  });

  it("asks where the language is not known", () => {
    const of = (text: string) => survey({ mustHaves: "  artifacts:\n    - path: schema.prisma\n      exports: [User]" }, { "schema.prisma": text });
    expect(held(of("model User {\n}"))).toContain("export schema.prisma");
    expect(asked(of("a User b"))).toEqual(["What `schema.prisma` exports cannot be told by code: look for `User`."]);
  });

  it("contains a text or a pattern, outside of comments", () => {
    const of = (wanted: string, text: string) => survey(artifact(`      contains: ${JSON.stringify(wanted)}`), { "src/a.ts": text });
    expect(of("fetch(", "x();\nfetch('/a')").held).toContainEqual({ kind: "contains", plan: "03-01", path: "src/a.ts", line: 2, text: "`src/a.ts` contains `fetch(`." });
    expect(held(of("fetch\\(.*api", "fetch('/api')"))).toContain("contains src/a.ts");
    expect(said(of("fetch\\(.*api", "x()"))).toEqual(["major: `src/a.ts` does not contain `fetch\\(.*api`."]);
    expect(asked(of("fetchAll", "// fetchAll\nx()"))).toEqual(["`fetchAll` stands in a comment of `src/a.ts` only: look whether that is what the plan means."]);
    expect(asked(of("type: module", 'x({ "type": "module" })'))).toEqual(["`src/a.ts` holds the words of `type: module`, but not this text: look whether that is what the plan means."]);
    expect(asked(of("(?<=a)b", "x()"))).toEqual(["`(?<=a)b` is not in `src/a.ts` as a text, and cannot be looked for as a pattern: look for what it means."]);
    expect(asked(of(".*", "x()"))).toHaveLength(1);
  });

  it("looks at so many entries and says so", () => {
    const many = Array.from({ length: 3000 }, (_, at) => `    - path: src/${String(at)}.ts`).join("\n");
    const all = survey({ mustHaves: `  artifacts:\n${many}` }, { "src/1.ts": "1" });
    expect(all.findings).toHaveLength(500);
    expect(all.findings.at(-1)?.text).toBe("The plan names 3000 artifacts, of which 500 were looked at.");
  });
});

describe("files that are said to be made", () => {
  it("are there", () => {
    const texts = { "src/a.ts": "export const a = 1;", "src/index.ts": "import './a.js';" };
    expect(said(survey({ created: ["src/a.ts", "src/b.ts"] }, texts))).toEqual(["major: The summary says that `src/b.ts` was made, and it is not there."]);
    expect(said(survey({ modified: ["src/a.ts", "src/b.ts"] }, texts))).toEqual(["major: The plan says that it changes `src/b.ts`, and there is no such file."]);
    expect(said(survey({ created: ["../b.ts", "src/*.ts"] }, texts))).toEqual(["minor: The summary names `../b.ts`, which lies outside of the repository."]);
  });

  it("may be meant to go", () => {
    const all = survey({ modified: ["src/old.ts"], action: "Delete src/old.ts." }, { "src/a.ts": "" });
    expect([said(all), asked(all)]).toEqual([[], ["`src/old.ts` is not there, and the phase takes files away: look whether it was meant to go."]]);
  });

  it("promise nothing where the plan was given up", () => {
    const all = survey([work({ head: "status: superseded\n", modified: ["src/b.ts"] })], { "src/a.ts": "" });
    expect([all.findings, all.held, all.questions]).toEqual([[], [], []]);
  });
});

describe("links", () => {
  const texts = { "src/a.ts": "import { b } from './b.js';\n// uses c.ts\nb();", "src/b.ts": "export const b = () => 1;", "src/c.ts": "export const c = 1;" };

  it("are shown by the pattern, by an import, or by name", () => {
    expect(held(survey(link("src/a.ts", "src/b.ts", "      pattern: 'b\\(\\)'"), texts))).toEqual(["link src/a.ts"]);
    expect(held(survey(link("src/a.ts", "src/b.ts", "      via: import"), texts))).toEqual(["link src/a.ts"]);
    expect(held(survey(link("src/a.ts", "POST /b", "      pattern: 'b\\('"), texts))).toEqual(["link src/a.ts"]);
    expect(held(survey(link("a.html", "src/b.ts"), { ...texts, "a.html": '<script src="/src/b.ts">' }))).toEqual(["link a.html"]);
    expect(held(survey(link("x/a.py", "x/y/b.py"), { "x/a.py": "from .y import (\n  b,\n)", "x/y/b.py": "" }))).toEqual(["link x/a.py"]);
  });

  it("are missing where the pattern is nowhere, or in a comment only", () => {
    expect(said(survey(link("src/a.ts", "src/c.ts", "      pattern: 'c\\('"), texts))).toEqual(["major: Nothing shows the connection from `src/a.ts` to `src/c.ts`: `c\\(` does not stand in `src/a.ts`."]);
    expect(said(survey(link("src/a.ts", "src/c.ts", "      pattern: 'uses c'"), texts))).toEqual(["major: Nothing shows the connection from `src/a.ts` to `src/c.ts`: `uses c` does not stand in `src/a.ts`, but for a comment."]);
    expect(said(survey(link("src/a.ts", "src/gone.ts"), texts))).toEqual(["major: One end of the connection from `src/a.ts` to `src/gone.ts` is not there: `src/gone.ts`."]);
  });

  it.each([
    ["/api/chat", "src/b.ts"],
    ["EmbeddingEngine.embed()", "src/b.ts"],
    ["src/c.ts", "Message"],
    ["src/c.ts", "src/b.ts"],
    ["src/c.ts", "/api/chat"],
    ["public/", "src/b.ts"],
  ])("cannot be told from %s to %s", (from, to) => {
    const all = survey(link(from, to), texts);
    expect([said(all), asked(all).length, held(all)]).toEqual([[], 1, []]);
  });

  it("that lead out are told", () => {
    expect(said(survey(link("../x.ts", "src/b.ts"), texts))).toEqual(["minor: One end of the connection from `../x.ts` to `src/b.ts` lies outside of the repository."]);
  });
});

describe("truths and stubs", () => {
  it("hands truths to the verifier", () => {
    expect(survey({ mustHaves: "  truths:\n    - The user can sign in" }, { "a.ts": "" }).questions).toEqual([{ kind: "truth", plan: "03-01", path: "phases/03-a/03-01-PLAN.md", text: "Is it true? `The user can sign in`" }]);
  });

  it("weighs a stub by whether the plan must leave the file behind", () => {
    const text = "export function a() {}\n// TODO: more";
    expect(said(survey(artifact(""), { "src/a.ts": text }))).toEqual(["blocker: In `src/a.ts` the function `a` has an empty body.", "minor: In `src/a.ts` a comment says TODO."]);
    expect(said(survey({ modified: ["src/a.ts"] }, { "src/a.ts": text }))[0]).toBe("major: In `src/a.ts` the function `a` has an empty body.");
    expect(survey({}, { "src/a.ts": text }, { modified: ["src/a.ts"] }).findings.map(({ plan, line }) => [plan, line])).toEqual([[undefined, 1], [undefined, 2]]);
  });

  it.each(["README.md", "docs/a.md", "test/a.test.ts", "src/a.test.ts", "test/fixtures/a.ts", "src/__mocks__/a.ts", "dist/a.js", "types/a.d.ts"])("passes over %s", (path) => {
    expect(said(survey({ modified: [path] }, { [path]: "TODO\nexport function a() {}" }))).toEqual([]);
  });
});

describe("wiring", () => {
  const of = (texts: Texts, path = "src/a.ts") => survey({ created: [path] }, texts);
  const alone = "major: Nobody uses `src/a.ts`.";

  it("tells a new source that nobody uses, and one that only tests use", () => {
    expect(said(of({ "src/a.ts": "export const a = 1;", "src/b.ts": "// import './a.js'" }))).toEqual([alone]);
    expect(said(of({ "src/a.ts": "export const a = 1;", "src/a.test.ts": "import { a } from './a.js';" }))).toEqual(["minor: Nobody but tests uses `src/a.ts`."]);
    expect(said(survey({}, { "src/a.ts": "export const a = 1;" }, { added: ["src/a.ts"] }))).toEqual([alone]);
    expect(said(survey({ created: ["src/a.ts"] }, { "src/a.ts": "export const a = 1;" }, { added: [] }))).toEqual([]);
  });

  it.each([
    ["import './a'", "src/b.ts"],
    ["export { a } from './a.js'", "src/index.ts"],
    ["const a = await import('../src/a.ts')", "lib/b.mts"],
    ["const a = require('./src/a')", "b.cjs"],
    ["import { a } from '@/a'", "src/x/b.tsx"],
    ["import { a } from 'src/a'", "x/b.ts"],
    ["<script>import a from './a'</script>", "src/b.vue"],
    ['{ "bin": "dist/a.js" }', "package.json"],
    ['<script type="module" src="/src/a.ts"></script>', "index.html"],
    ["export default { entry: 'src/a.ts' }", "vite.config.ts"],
    ["new Worker(new URL('./a.ts', import.meta.url))", "src/b.ts"],
  ])("%s in %s is a use", (text, user) => {
    expect(said(of({ "src/a.ts": "export const a = 1;", [user]: text }))).toEqual([]);
  });

  it.each(["src/index.ts", "src/main.tsx", "a.config.ts", "src/pages/a.tsx", "app/x/page.tsx", "src/api/a.ts", "db/migrations/1.ts", "bin/a.js", "scripts/a.mjs", "src/a.stories.tsx", ".dependency-cruiser.cjs", "types/a.d.ts", "src/a.test.ts", "x/__init__.py", "manage.py", "x/migrations/1.py", "test_a.py", "src/a.go", "src/a.rs"])("%s need not be used", (path) => {
    expect(said(of({ [path]: "x = 1" }, path))).toEqual([]);
  });

  it("reads Python's relative and absolute modules", () => {
    const python = (text: string, user = "src/pkg/b.py") => said(of({ "src/pkg/sub/a.py": "x = 1", [user]: text }, "src/pkg/sub/a.py"));
    for (const text of ["from pkg.sub import a", "import pkg.sub.a", "from pkg.sub.a import x", "from .sub import a", "from .sub.a import (\n  x,\n)", "importlib.import_module('pkg.sub.a')"]) expect(python(text)).toEqual([]);
    expect(python("from ..sub import a", "src/pkg/other/b.py")).toEqual([]);
    expect(python("import os\nfrom .a import x")).toEqual(["major: Nobody uses `src/pkg/sub/a.py`."]);
  });

  it("does not say so where not every file was read", () => {
    const plans = [work({ created: ["src/a.ts"] })];
    const all = checkStructure(plans, { tracked: ["src/a.ts", "src/b.ts"] }, new Map([["src/a.ts", "export const a = 1;"]]));
    expect([said(all), asked(all)]).toEqual([[], ["No user of `src/a.ts` was found, but not every file was read: look who uses it."]]);
  });

  it("asks for no more files than it says", () => {
    const tracked = Array.from({ length: 9000 }, (_, at) => `src/${String(at)}.ts`);
    const wanted = structureTextsWanted([work({ created: ["src/1.ts"] })], { tracked });
    expect([wanted.paths.length, wanted.leftOut]).toEqual([4001, 4999]);
    expect(structureTextsWanted([work({ created: ["src/a.go"] })], { tracked: [...tracked, "src/a.go"] }).paths).toEqual(["src/a.go"]);
  });
});
