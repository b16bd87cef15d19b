import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAll } from "../scripts/workspace/pack.mjs";
import { blockKind, linesOf } from "./block-kinds.js";
import { readText, root } from "./checkout.js";
import { type Block, readDocuments } from "./documents.js";
import { type PackageRegistry, servePackages } from "./package-registry.js";

const blocks = readDocuments().flatMap((document) => document.blocks);
const of = (kind: string): (readonly [string, Block])[] => blocks.filter((block) => blockKind(block) === kind).map((block) => [`${block.file}:${String(block.line)}`, block] as const);

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs-docs-")));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs lines as one script, as a person would type them; resolves to what was printed where it failed. The registry answers meanwhile. */
async function failureOf(lines: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const shell = spawn("sh", ["-e", "-c", lines.join("\n")], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const code = await new Promise<number | null>((resolve) => shell.on("close", resolve));
  return code === 0 ? "" : `exit ${String(code)}\n${printed}`;
}

describe("commands for a checkout", () => {
  // Each stage of .ci/run is a whole suite: it runs them itself.
  const stages = [...readText(".ci/run").matchAll(/^stage (\S+)$/gm)].map(([, name = ""]) => name);
  const isStage = (line: string): boolean => stages.includes(/^npm (?:run )?(\S+)/.exec(line)?.[1] ?? "");

  it("know the stages of .ci/run", () => {
    expect(stages).toEqual(expect.arrayContaining(["test", "check"]));
  });

  const scripts = new Map(of("checkout").map(([place, block]) => [linesOf(block).filter((line) => !isStage(line)).map((line) => line.replace(/\s+#\s.*$/, "")), place] as const).filter(([lines]) => lines.length > 0).map(([lines, place]) => [lines.join("\n"), place]));
  it.each([...scripts].map(([text, place]) => [place, text]))("at %s work", async (_, text) => {
    expect(await failureOf(text.split("\n"), root, process.env)).toBe("");
  });
});

describe("commands for a package that is installed", () => {
  let registry: PackageRegistry;
  beforeAll(async () => {
    const { tarballs, failure } = await packAll(path.join(folder, "tarballs"));
    if (tarballs === undefined) throw new Error(failure);
    registry = await servePackages(tarballs);
  });
  afterAll(async () => {
    await registry.close();
  });

  it.each(of("package"))("at %s work in an empty folder", async (_, block) => {
    const home = mkdtempSync(path.join(folder, "home-"));
    const work = path.join(home, "work");
    mkdirSync(work);
    spawnSync("git", ["init", "--quiet", "--initial-branch=main", work]);
    const env = { PATH: process.env["PATH"] ?? "", HOME: home, GIT_CONFIG_NOSYSTEM: "1", npm_config_registry: registry.url, npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false" };
    expect(await failureOf(linesOf(block), work, env)).toBe("");
    expect(readdirSync(work)).toContain("node_modules");
    expect(readFileSync(path.join(work, "package-lock.json"), "utf8")).toContain(registry.url);
  });
});
