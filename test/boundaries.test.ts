import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./checkout.js";

/** Breaks one rule: the file that does it, and its text. */
interface Violation {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const imports = (rule: string, file: string, from: string): Violation => ({ rule, file, text: `import { x } from "${from}";\nexport const y = x;\n` });

/** One violation for each rule; some rules have several ways to be broken. */
const violations: readonly Violation[] = [
  imports("core-imports-itself-and-its-parsers-only", "packages/core/src/job/reads-disk.ts", "node:fs"),
  imports("core-imports-itself-and-its-parsers-only", "packages/core/src/planning/prints.ts", "allowed-elsewhere"),
  imports("core-imports-itself-and-its-parsers-only", "packages/core/src/runs.ts", "@dgs/process"),
  imports("text-and-ids-know-nobody", "packages/core/src/text/knows-ids.ts", "../ids/id.js"),
  imports("text-and-ids-know-nobody", "packages/core/src/ids/knows-problem.ts", "../problem.js"),
  imports("markdown-knows-text-and-problems-only", "packages/core/src/markdown/knows-planning.ts", "../planning/roadmap.js"),
  imports("markdown-knows-text-and-problems-only", "packages/core/src/markdown/knows-ids.ts", "../ids/id.js"),
  imports("planning-knows-no-machine-and-no-port", "packages/core/src/planning/knows-job.ts", "../job/read.js"),
  imports("planning-knows-no-machine-and-no-port", "packages/core/src/planning/knows-ports.ts", "../ports/files.js"),
  imports("checklist-knows-no-machine", "packages/core/src/checklist/knows-job.ts", "../job/read.js"),
  imports("checklist-knows-no-machine", "packages/core/src/checklist/knows-planning.ts", "../planning/roadmap.js"),
  imports("roles-know-ids-only", "packages/core/src/roles/knows-planning.ts", "../planning/roadmap.js"),
  imports("prompts-know-roles-ids-and-text-only", "packages/core/src/prompts/knows-planning.ts", "../planning/roadmap.js"),
  imports("spending-knows-roles-and-ports-only", "packages/core/src/spending/knows-planning.ts", "../planning/roadmap.js"),
  imports("history-knows-ids-roles-and-spending-only", "packages/core/src/history/knows-job.ts", "../job/read.js"),
  imports("timeline-knows-history-only", "packages/core/src/timeline/knows-job.ts", "../job/read.js"),
  imports("code-knows-nobody", "packages/core/src/code/knows-planning.ts", "../planning/roadmap.js"),
  imports("checks-of-an-audit-know-no-machine", "packages/core/src/structure/knows-job.ts", "../job/read.js"),
  imports("checks-of-an-audit-know-no-machine", "packages/core/src/gate/knows-structure.ts", "../structure/check.js"),
  imports("phase-changes-know-no-machine", "packages/core/src/phase-changes/knows-job.ts", "../job/read.js"),
  imports("facts-of-a-code-base-know-no-planning-file", "packages/core/src/codebase/knows-planning.ts", "../planning/roadmap.js"),
  imports("plan-check-knows-no-machine", "packages/core/src/plan-check/knows-job.ts", "../job/read.js"),
  imports("test-output-knows-text-only", "packages/core/src/test-output/knows-planning.ts", "../planning/roadmap.js"),
  imports("ports-know-no-machine-and-no-planning-file", "packages/core/src/ports/knows-job.ts", "../job/read.js"),
  imports("shared-words-of-core-know-no-machine", "packages/core/src/word.ts", "./job/read.js"),
  imports("machines-do-not-know-each-other", "packages/core/src/job/knows-audit.ts", "../audit/read.js"),
  imports("process-knows-core-only", "packages/process/src/knows-git.ts", "@dgs/git"),
  imports("adapters-know-core-and-process-only", "packages/git/src/knows-agents.ts", "@dgs/agents"),
  imports("adapters-know-core-and-process-only", "packages/agents/src/knows-runtime.ts", "@dgs/runtime"),
  imports("runtime-is-given-its-adapters", "packages/runtime/src/knows-git.ts", "@dgs/git"),
  imports("runtime-is-given-its-adapters", "packages/runtime/src/knows-process.ts", "@dgs/process"),
  imports("clients-know-core-only", "packages/clients/src/knows-runtime.ts", "@dgs/runtime"),
  imports("render-knows-core-and-runtime-only", "packages/render/src/knows-git.ts", "@dgs/git"),
  imports("page-knows-core-runtime-and-render-only", "packages/page/src/knows-host.ts", "@dgs/host"),
  imports("host-knows-no-face", "packages/host/src/knows-render.ts", "@dgs/render"),
  imports("mcp-server-works-through-runtime", "packages/mcp-server/src/knows-git.ts", "@dgs/git"),
  imports("testkit-is-for-tests-only", "packages/runtime/src/knows-testkit.ts", "@dgs/testkit"),
  imports("no-package-knows-an-app", "packages/runtime/src/knows-app.ts", "../../../apps/cli/src/main.js"),
  imports("apps-do-not-know-each-other", "apps/mcp/src/knows-cli.ts", "../../cli/src/main.js"),
  imports("packages-are-entered-by-the-front-door", "apps/cli/src/back-door.ts", "../../../packages/core/src/job/read.js"),
  imports("packages-are-entered-by-the-front-door", "packages/git/src/back-door.ts", "../../core/src/ids/id.js"),
  imports("imports-make-no-cycle", "packages/core/src/text/egg.ts", "./hen.js"),
  { rule: "every-file-is-used", file: "packages/git/src/forgotten.ts", text: "export const forgotten = 1;\n" },
  imports("every-import-resolves", "packages/git/src/lost.ts", "./nowhere.js"),
  imports("every-import-resolves", "apps/cli/src/no-such-door.ts", "@dgs/core/src/ids/id.js"),
  imports("every-package-is-declared", "packages/git/src/undeclared.ts", "undeclared"),
  imports("sources-use-no-development-dependency", "packages/git/src/dev-tool.ts", "dev-tool"),
];

/** A small workspace in which everything that may be imported is imported. */
const lawful: Readonly<Record<string, string>> = {
  "packages/core/src/index.ts": exportsOf("text/edit", "ids/id", "markdown/tree", "planning/roadmap", "roles/role", "prompts/plan", "ports/files", "checklist/place", "code/language", "structure/check", "gate/compare", "job/read", "audit/read", "problem", "file-change"),
  "packages/core/src/text/edit.ts": uses(),
  "packages/core/src/ids/id.ts": uses(),
  "packages/core/src/problem.ts": uses("./text/edit.js"),
  "packages/core/src/file-change.ts": uses("./text/edit.js", "./ids/id.js"),
  "packages/core/src/markdown/tree.ts": `import type { Root } from "mdast";\nexport type Tree = Root;\n${uses("unified", "remark-parse", "remark-gfm", "remark-frontmatter", "yaml", "../text/edit.js")}`,
  "packages/core/src/prompts/plan.ts": uses("../roles/role.js", "../ids/id.js", "../text/edit.js"),
  "packages/core/src/checklist/place.ts": uses("../markdown/tree.js", "../text/edit.js"),
  "packages/core/src/planning/roadmap.ts": uses("../roles/role.js", "../markdown/tree.js", "../ids/id.js", "../text/edit.js", "../problem.js", "../file-change.js"),
  "packages/core/src/code/language.ts": uses(),
  "packages/core/src/structure/check.ts": uses("../code/language.js", "../planning/roadmap.js"),
  "packages/core/src/gate/compare.ts": uses("../code/language.js", "../markdown/tree.js", "../planning/roadmap.js", "../text/edit.js"),
  "packages/core/src/roles/role.ts": uses("../ids/id.js"),
  "packages/core/src/ports/files.ts": uses("../ids/id.js", "../roles/role.js", "../file-change.js", "../problem.js"),
  "packages/core/src/job/read.ts": uses("../planning/roadmap.js", "../checklist/place.js", "../markdown/tree.js", "../ids/id.js", "../text/edit.js", "../problem.js", "../file-change.js", "../roles/role.js"),
  "packages/core/src/audit/read.ts": uses("../planning/roadmap.js"),
  "packages/process/src/index.ts": uses("@dgs/core", "node:child_process"),
  "packages/git/src/index.ts": uses("@dgs/core", "@dgs/process", "./own.js"),
  "packages/git/src/own.ts": uses("node:path"),
  "packages/git/src/own.test.ts": uses("@dgs/testkit", "dev-tool", "./own.js"),
  "packages/agents/src/index.ts": uses("@dgs/core", "@dgs/process"),
  "packages/runtime/src/index.ts": uses("@dgs/core", "node:fs"),
  "packages/host/src/index.ts": uses("@dgs/core", "@dgs/process", "@dgs/git", "@dgs/agents", "@dgs/runtime", "@dgs/page"),
  "packages/clients/src/index.ts": uses("@dgs/core"),
  "packages/render/src/index.ts": uses("@dgs/core", "@dgs/runtime"),
  "packages/page/src/index.ts": uses("@dgs/core", "@dgs/runtime", "@dgs/render"),
  "packages/mcp-server/src/index.ts": uses("@dgs/core", "@dgs/process", "@dgs/host", "@dgs/render", "@dgs/runtime"),
  "packages/testkit/src/index.ts": uses("@dgs/core", "@dgs/git", "@dgs/agents", "@dgs/runtime"),
  "apps/cli/src/main.ts": uses("@dgs/core", "@dgs/process", "@dgs/git", "@dgs/agents", "@dgs/runtime", "@dgs/host", "@dgs/clients", "@dgs/render", "@dgs/page", "allowed-elsewhere"),
  "apps/mcp/src/main.ts": uses("@dgs/core", "@dgs/runtime", "@dgs/mcp-server"),
};

/** What each package declares. */
const declared: Readonly<Record<string, readonly string[]>> = {
  "packages/core": ["unified", "remark-parse", "remark-gfm", "remark-frontmatter", "yaml", "@types/mdast", "allowed-elsewhere", "@dgs/process"],
  "packages/process": ["@dgs/core", "@dgs/git"],
  "packages/git": ["@dgs/core", "@dgs/process", "@dgs/agents"],
  "packages/agents": ["@dgs/core", "@dgs/process", "@dgs/runtime"],
  "packages/runtime": ["@dgs/core", "@dgs/process", "@dgs/git", "@dgs/testkit"],
  "packages/host": ["@dgs/core", "@dgs/process", "@dgs/git", "@dgs/agents", "@dgs/runtime", "@dgs/page", "@dgs/render"],
  "packages/clients": ["@dgs/core", "@dgs/runtime"],
  "packages/render": ["@dgs/core", "@dgs/runtime", "@dgs/git"],
  "packages/page": ["@dgs/core", "@dgs/runtime", "@dgs/render", "@dgs/host"],
  "packages/mcp-server": ["@dgs/core", "@dgs/process", "@dgs/host", "@dgs/render", "@dgs/runtime", "@dgs/git"],
  "packages/testkit": ["@dgs/core", "@dgs/git", "@dgs/agents", "@dgs/runtime"],
  "apps/cli": ["@dgs/core", "@dgs/process", "@dgs/git", "@dgs/agents", "@dgs/runtime", "@dgs/host", "@dgs/clients", "@dgs/render", "@dgs/page", "allowed-elsewhere"],
  "apps/mcp": ["@dgs/core", "@dgs/runtime", "@dgs/mcp-server"],
};

function uses(...modules: readonly string[]): string {
  return `${modules.map((from, at) => `import { x as x${String(at)} } from "${from}";\n`).join("")}export const x = [${modules.map((_, at) => `x${String(at)}`).join(", ")}];\n`;
}

function exportsOf(...files: readonly string[]): string {
  return files.map((file, at) => `export { x as x${String(at)} } from "./${file}.js";\n`).join("");
}

function writeWorkspace(folder: string, files: Readonly<Record<string, string>>): void {
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  write("package.json", JSON.stringify({ name: "fixture", private: true, type: "module", devDependencies: { "dev-tool": "1.0.0" } }));
  mkdirSync(path.join(folder, "node_modules/@dgs"), { recursive: true });
  for (const [home, dependencies] of Object.entries(declared)) {
    const name = `@dgs/${path.basename(home)}`;
    const exports = { ".": { "@dgs/source": "./src/index.ts", default: "./dist/index.js" } };
    write(`${home}/package.json`, JSON.stringify({ name, version: "1.0.0", type: "module", exports, dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "1.0.0"])) }));
    symlinkSync(path.join(folder, home), path.join(folder, "node_modules", name), "junction");
  }
  for (const name of ["unified", "remark-parse", "remark-gfm", "remark-frontmatter", "yaml", "allowed-elsewhere", "undeclared", "dev-tool"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", type: "module", exports: "./index.js" }));
    write(`node_modules/${name}/index.js`, "export const x = 1;\n");
  }
  write("node_modules/@types/mdast/package.json", JSON.stringify({ name: "@types/mdast", version: "1.0.0", types: "index.d.ts" }));
  write("node_modules/@types/mdast/index.d.ts", "export interface Root {}\nexport const x: number;\n");
  for (const file of [".dependency-cruiser.cjs", "tsconfig.base.json"]) copyFileSync(path.join(root, file), path.join(folder, file));
}

interface Found {
  readonly rule: string;
  readonly from: string;
}

/** Runs dependency-cruiser as `npm run check` does, in another workspace. */
function cruise(folder: string): { readonly code: number | null; readonly found: readonly Found[] } {
  const program = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [program, "packages", "apps", "--config", ".dependency-cruiser.cjs"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } });
  if (!stdout.includes("modules")) throw new Error(`dependency-cruiser said nothing of modules:\n${stdout}${stderr}`);
  const found = [...stdout.matchAll(/^\s*error ([\w-]+): (\S+)/gm)].map((match) => ({ rule: match[1] ?? "", from: match[2] ?? "" }));
  return { code: status, found };
}

interface Rule {
  readonly name: string;
  readonly comment?: string;
  readonly severity: string;
}

const rules = (createRequire(import.meta.url)(path.join(root, ".dependency-cruiser.cjs")) as { forbidden: readonly Rule[] }).forbidden;

describe("the boundary rules", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs boundaries "));
  let broken: readonly Found[] = [];

  beforeAll(() => {
    const planted = Object.fromEntries(violations.map(({ file, text }) => [file, text]));
    const otherHalfOfTheCycle = { "packages/core/src/text/hen.ts": uses("./egg.js").replace("const x", "const y") };
    writeWorkspace(path.join(folder, "broken"), { ...lawful, ...planted, ...otherHalfOfTheCycle });
    const { code, found } = cruise(path.join(folder, "broken"));
    expect(code).not.toBe(0);
    broken = found;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("let everything pass that is allowed", () => {
    writeWorkspace(path.join(folder, "lawful"), lawful);
    expect(cruise(path.join(folder, "lawful"))).toEqual({ code: 0, found: [] });
  });

  it.each(violations)("catch $file by $rule", ({ rule, file }) => {
    expect(broken).toContainEqual({ rule, from: file });
  });

  it("are each broken once here", () => {
    expect([...new Set(violations.map(({ rule }) => rule))].sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  it.each(rules)("$name says what to do and is an error", ({ name, comment, severity }) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+){2,}$/);
    expect(comment).toMatch(/^\S.{20,}\.$/);
    expect(severity).toBe("error");
  });
});

describe("core without Node", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs core types "));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const compile = (text: string): string => {
    writeFileSync(path.join(folder, "planted.mts"), text);
    const config = { extends: path.join(root, "packages/core/tsconfig.json"), compilerOptions: { noEmit: true }, include: [], exclude: [], files: ["planted.mts"] };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    try {
      execFileSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
      return "";
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };

  it("has no names of Node or of a browser", () => {
    const names = ["process", "Buffer", "console", "fetch", "setTimeout", "performance", "TextEncoder", "structuredClone", "require", "document"];
    const errors = compile(names.map((name) => `export const ${name}Leak = ${name};\n`).join(""));
    expect(errors.split("\n").filter((line) => line.includes("error TS")).length).toBe(names.length);
    for (const name of names) expect(errors).toContain(`'${name}'`);
  });

  it("compiles what is pure", () => {
    expect(compile("export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);\n")).toBe("");
  });
});
