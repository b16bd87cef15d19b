import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, type ProgramEnd, programEnvironment } from "./built-program.js";

/** An agent that leaves each document that its prompt asks for, notes what it was asked, and hangs where a file says so. */
const MAPPER = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
const here = path.dirname(new URL(import.meta.url).pathname);
const outbox = process.env.DGS_OUTBOX;
const asked = path.basename(outbox);
const prompt = readFileSync(0, "utf8");
appendFileSync(path.join(here, "asked.txt"), asked + "\\n");
writeFileSync(path.join(here, asked + ".prompt"), prompt);
if (existsSync(path.join(here, "hang")) && asked.includes(readFileSync(path.join(here, "hang"), "utf8"))) setInterval(() => undefined, 1000);
else {
  const secret = existsSync(path.join(here, "secret")) ? readFileSync(path.join(here, "secret"), "utf8") : "none";
  for (const [, name] of prompt.matchAll(/^- \`([A-Z-]+\\.md)\`: /gm)) writeFileSync(path.join(outbox, name), "# " + name + "\\n\\nBy " + asked + ", key " + secret + "\\n");
}
`;

let program: BuiltProgram;
let folder: string;

beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-map-"));
  put("mapper.mjs", MAPPER);
  put("app/.planning/config.json", "{}\n");
  put("app/package.json", '{"name": "app", "scripts": {"test": "node --test"}, "dependencies": {"left-pad": "1.3.0"}}\n');
  put("app/src/main.js", "export {};\n");
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) git(...args);
}, 240_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const app = (): string => path.join(folder, "app");
const put = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const git = (...args: string[]): string => execFileSync("git", ["-C", app(), ...args], { encoding: "utf8" }).trim();
const AGENT = ["--agent", "command", "--", process.execPath, "../mapper.mjs"];
const run = (...args: string[]): ProgramEnd => program.run([...args, ...AGENT], { cwd: app() });
const documents = (): string[] => (existsSync(path.join(app(), ".planning/codebase")) ? readdirSync(path.join(app(), ".planning/codebase")).sort() : []);
const asked = (): string[] => {
  const file = path.join(folder, "asked.txt");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").sort() : [];
  rmSync(file, { force: true });
  return lines;
};

// One repo for all: each test goes on where the one before it has left it.
describe("dgs map-codebase", () => {
  it("refuses what it does not know, and writes nothing", () => {
    const end = run("map-codebase", "nowhere", "--json");
    expect([end.code, JSON.parse(end.stdout)]).toMatchObject([2, { error: { code: "unknown-repo", remedy: "Name one of app, or none for all." } }]);
    expect([documents(), asked(), git("status", "--porcelain")]).toEqual([[], [], ""]);
  });

  it("killed while one agent hangs, it goes on with that one alone", async () => {
    put("hang", "architecture");
    const child = spawn(process.execPath, [program.main, "map-codebase", ...AGENT], { cwd: app(), env: programEnvironment(), stdio: "ignore" });
    const ended = new Promise((resolve) => { child.on("close", resolve); });
    const others = ["CONCERNS.md", "CONVENTIONS.md", "INTEGRATIONS.md", "STACK.md", "TESTING.md"];
    // The one that hangs may be the last to begin.
    const hangs = path.join(folder, "map-codebase-architecture.prompt");
    while (child.exitCode === null && (documents().length < others.length || !existsSync(hangs))) await sleep(50);
    child.kill("SIGKILL");
    await ended;
    expect(documents()).toEqual(others);
    expect(asked()).toEqual(["map-codebase-architecture", "map-codebase-concerns", "map-codebase-quality", "map-codebase-stack"]);
    rmSync(path.join(folder, "hang"));
    const end = run("map-codebase", "--json");
    expect(end.code, end.stderr).toBe(0);
    expect(asked()).toEqual(["map-codebase-architecture"]);
    expect(JSON.parse(end.stdout)).toMatchObject({
      type: "codebase-mapped",
      repos: [{ name: "app", state: "mapped", dirty: false, documents: ["codebase/ARCHITECTURE.md", "codebase/STRUCTURE.md"], facts: { files: 2, tests: ["npm test"], manifests: 1, languages: [{ name: "JSON" }, { name: "JavaScript" }] } }],
      ...{ documents: [], secrets: [], planningCommit: "docs(codebase): map app" },
    });
    expect(documents()).toHaveLength(7);
    expect(git("status", "--porcelain")).toBe("");
    expect(readFileSync(path.join(folder, "map-codebase-stack.prompt"), "utf8")).toContain("left-pad 1.3.0");
  });

  it("says that nothing has changed, and asks nobody; --again asks all, and a secret is masked and told", () => {
    const unchanged = run("map-codebase");
    expect([unchanged.code, unchanged.stdout.split("\n")[0], asked()]).toEqual([0, "app  unchanged since it was mapped (--again maps it all the same)", []]);
    expect(unchanged.stdout).toMatch(/\nNext: dgs /);
    const secret = `gh${"p"}_Zx9Kq2Lm7Rt4Yb1Nc8Vd5Wf3Hg6Js0PaTu`;
    put("secret", secret);
    const again = run("map-codebase", "--again");
    expect(again.code, again.stderr).toBe(0);
    expect(asked()).toHaveLength(4);
    expect(again.stdout).toContain("Secrets that were masked (7): look where they come from");
    expect(again.stdout).toMatch(/\.planning\/codebase\/STACK\.md:11:28 {2}GitHub token/);
    expect(again.stdout + again.stderr + git("log", "-p", "--all")).not.toContain(secret);
    for (const name of documents()) expect(readFileSync(path.join(app(), ".planning/codebase", name), "utf8")).toContain("key [hidden]");
  });

  it("recorded and played in a copy of the repo, where agents ran side by side, gives the same documents", () => {
    rmSync(path.join(folder, "secret"));
    put("app/src/more.js", "export {};\n");
    git("add", "src");
    git("commit", "-qm", "more");
    cpSync(app(), path.join(folder, "copy", "app"), { recursive: true });
    const recorded = run("map-codebase", "--record", "../map.tape.json");
    expect(recorded.code, recorded.stderr).toBe(0);
    const tape = JSON.parse(readFileSync(path.join(folder, "map.tape.json"), "utf8")) as { entries: { changes?: unknown[] }[] };
    expect(tape.entries.map(({ changes }) => changes ?? [])).toEqual([[], [], [], []]);
    const played = program.run(["map-codebase", "--tape", "../../map.tape.json", "--json"], { cwd: path.join(folder, "copy", "app") });
    expect(played.code, played.stdout + played.stderr).toBe(0);
    expect(documents()).toHaveLength(7);
    for (const name of documents()) expect(readFileSync(path.join(folder, "copy/app/.planning/codebase", name), "utf8")).toBe(readFileSync(path.join(app(), ".planning/codebase", name), "utf8"));
  });
});
