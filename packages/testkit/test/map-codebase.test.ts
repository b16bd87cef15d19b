import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readStamp, type AgentRequest } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mapRepos, type MappedCodebase } from "../../runtime/src/codebase/map-repos.js";
import { mapCodebase } from "../../runtime/src/steps/map-codebase.js";
import { answerMapping } from "../src/answer-mapping.js";
import type { AgentTools } from "../src/agent-tools.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

const DOCUMENTS = ["ARCHITECTURE.md", "CONCERNS.md", "CONVENTIONS.md", "INTEGRATIONS.md", "STACK.md", "STRUCTURE.md", "TESTING.md"];
const PURPOSES = ["map-codebase architecture", "map-codebase concerns", "map-codebase quality", "map-codebase stack"];

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles({ "package.json": '{"name": "app", "dependencies": {"zod": "^3"}, "scripts": {"test": "node --test"}}\n', "src/main.ts": "export {};\n" })); });
afterEach(() => { scene.remove(); });

const done = (answer: Awaited<ReturnType<typeof mapRepos>>): MappedCodebase => {
  if ("type" in answer) throw new Error(JSON.stringify(answer));
  return answer;
};
const map = async (script: ScriptedAgent = mapper, wish: Partial<Parameters<typeof mapRepos>[1]> = {}): Promise<MappedCodebase & { readonly asked: readonly string[]; readonly requests: readonly AgentRequest[] }> => {
  const context = scene.context(script);
  const mapped = done(await mapRepos(context, { again: false, ...wish }));
  return { ...mapped, asked: context.asked.map(({ purpose }) => purpose).sort(), requests: context.asked };
};
const mapper: ScriptedAgent = (request, tools) => { answerMapping(request, tools); return "completed"; };
const stampOf = (file: string): ReturnType<typeof readStamp> => readStamp(scene.read(file));
const note = (pattern: RegExp): boolean => scene.events.some((event) => event.type === "note" && pattern.test(event.text));

describe("one repo", () => {
  it("is described by four agents with the facts that code found; each document says of which commit it tells, and they are committed", async () => {
    const before = scene.git("rev-parse", "HEAD");
    const mapped = await map();
    expect(mapped.asked).toEqual(PURPOSES);
    for (const { prompt, permission, role } of mapped.requests) {
      expect({ permission, role }).toEqual({ permission: "read-only", role: "codebase-mapper" });
      expect(prompt).toContain("npm test (package.json)");
      expect(prompt).toContain("runtime: zod ^3");
      expect(prompt).not.toContain(".planning/STATE.md");
    }
    expect(readdirSync(join(scene.repo, ".planning/codebase")).sort()).toEqual(DOCUMENTS);
    expect(stampOf("codebase/STACK.md")).toMatchObject({ repo: "app", commit: before, dirty: false, isOwn: true, body: "# Stack\n\nSTACK.md of app, by map-codebase stack.\n" });
    expect(scene.git("log", "-1", "--format=%s")).toBe("docs(codebase): map app");
    expect(scene.git("status", "--porcelain")).toBe("");
    expect(mapped.repos).toMatchObject([{ name: "app", state: "mapped", commit: before, facts: { files: 3 } }]);
  });

  it("is not mapped again while only planning files change, and is once code does; --again maps it all the same", async () => {
    await map();
    scene.put(".planning/NOTES.md", "x\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "a planning file");
    const unchanged = await map(() => { throw new Error("asked"); });
    expect(unchanged).toMatchObject({ asked: [], repos: [{ state: "unchanged", documents: [] }], commit: { type: "nothing" } });
    expect(note(/^app is unchanged since it was mapped at /)).toBe(true);
    expect((await mapCodebase(scene.context(() => { throw new Error("asked"); })))).toEqual({ type: "done", note: "app unchanged since the last map" });
    expect((await map(mapper, { again: true })).asked).toEqual(PURPOSES);
    scene.put("src/more.ts", "export {};\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "code");
    expect((await map()).asked).toEqual(PURPOSES);
    expect(stampOf("codebase/CONCERNS.md").commit).toBe(scene.git("rev-parse", "HEAD^"));
  });

  it("with changes that are not committed is mapped each time, and its documents say so", async () => {
    scene.put("src/main.ts", "export const changed = 1;\n");
    expect((await map()).repos).toMatchObject([{ state: "mapped", dirty: true }]);
    expect(stampOf("codebase/STACK.md").dirty).toBe(true);
    expect((await map()).asked).toEqual(PURPOSES);
    scene.git("checkout", "--", "src/main.ts");
    expect((await map()).asked).toEqual(PURPOSES);
    expect(stampOf("codebase/STACK.md").dirty).toBe(false);
    expect((await map()).asked).toEqual([]);
  });

  it("goes on with what is missing when a run was cut off: what was accepted is on disk", async () => {
    scene.put(".planning/config.json", '{ "parallelization": { "enabled": false } }\n');
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "settings");
    const cut = scene.context((request, tools) => (request.purpose === "map-codebase quality" ? "cancelled" : mapper(request, tools)));
    expect(await mapRepos(cut, { again: false })).toEqual({ type: "interrupted" });
    expect(cut.asked.map(({ purpose }) => purpose)).toEqual(["map-codebase stack", "map-codebase architecture", "map-codebase quality"]);
    expect(readdirSync(join(scene.repo, ".planning/codebase")).sort()).toEqual(["ARCHITECTURE.md", "INTEGRATIONS.md", "STACK.md", "STRUCTURE.md"]);
    const mapped = await map();
    expect(mapped.asked).toEqual(["map-codebase concerns", "map-codebase quality"]);
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("runs as many agents side by side as the configuration says, and no more", async () => {
    scene.put(".planning/config.json", '{ "parallelization": { "max_concurrent_agents": 2 } }\n');
    let [running, most] = [0, 0];
    const release: (() => void)[] = [];
    await map(async (request, tools) => {
      most = Math.max(most, ++running);
      // The first ones wait for each other: they can only come to their ends side by side.
      if (release.length === 0) await new Promise<void>((resolve) => { release.push(resolve); });
      else release[0]?.();
      running--;
      return mapper(request, tools);
    });
    expect(most).toBe(2);
  });

  it("stops all when it is cancelled, and asks nobody more", async () => {
    const controller = new AbortController();
    const context = { ...scene.context(() => { controller.abort(); return "cancelled"; }), signal: controller.signal };
    expect(await mapRepos(context, { again: false })).toEqual({ type: "interrupted" });
    expect(existsSync(join(scene.repo, ".planning/codebase"))).toBe(false);
  });

  it("without files, or without a commit, has nothing to describe, and nobody is asked", async () => {
    scene.git("rm", "--quiet", "-r", "README.md", "package.json", "src");
    scene.git("commit", "--quiet", "--message", "empty");
    expect((await map()).repos).toMatchObject([{ state: "empty" }]);
    rmSync(join(scene.repo, ".git"), { recursive: true });
    scene.git("init", "--quiet");
    expect(await mapCodebase(scene.context())).toEqual({ type: "done", note: "there is nothing to map yet" });
  });

  it("a mapper that changes a file is told so, and its documents are taken once it is put back", async () => {
    const mapped = await map((request, tools) => {
      if (request.purpose === "map-codebase stack") {
        if (request.attempt === 1) tools.write("src/main.ts", "broken\n");
        else tools.write("src/main.ts", "export {};\n");
      }
      return mapper(request, tools);
    });
    expect(mapped.requests.some(({ prompt, attempt }) => attempt === 2 && prompt.includes("files were changed, which this work must not do"))).toBe(true);
    expect(scene.git("status", "--porcelain")).toBe("");
  });
});

describe("what people write into the documents", () => {
  it("is told the mapper as what holds, is committed before it is replaced, and their front matter stays", async () => {
    await map();
    const own = scene.read("codebase/STACK.md").replace("---\n", "---\nowner: Ada\n").replace("STACK.md of app", "We never use an ORM.");
    scene.put(".planning/codebase/STACK.md", own);
    expect((await map()).asked).toEqual([]);
    scene.put("src/more.ts", "export {};\n");
    scene.git("add", "src");
    scene.git("commit", "--quiet", "--message", "code");
    const mapped = await map();
    const [stack, quality] = ["map-codebase stack", "map-codebase quality"].map((purpose) => mapped.requests.find((each) => each.purpose === purpose)?.prompt);
    expect(stack).toMatch(/## STACK\.md as it is: people wrote into it, and what they wrote holds[\s\S]*We never use an ORM\./);
    expect(quality).not.toContain("ORM");
    expect(scene.git("log", "-2", "--format=%s")).toBe("docs(codebase): map app\ndocs(codebase): keep what was written into STACK.md");
    expect(scene.git("show", "HEAD^:.planning/codebase/STACK.md")).toBe(own.trim());
    expect(scene.read("codebase/STACK.md")).toMatch(/^---\nowner: Ada\nrepo: app\n/);
    expect(stampOf("codebase/STACK.md").isOwn).toBe(true);
  });

  it("is kept beside where nothing may be committed, or git ignores the documents", async () => {
    for (const settings of [{ ".planning/config.json": '{ "commit_docs": false }\n' }, { ".planning/config.json": "{}\n", ".planning/.gitignore": "codebase/\n" }]) {
      rmSync(join(scene.repo, ".planning/codebase"), { recursive: true, force: true });
      for (const [file, text] of Object.entries(settings)) scene.put(file, text);
      scene.put(".planning/codebase/STACK.md", "# Stack\n\nBy hand.\n");
      await map();
      const [kept = ""] = readdirSync(join(scene.repo, ".planning/codebase/kept"));
      expect(kept).toMatch(/^STACK-[0-9a-f]{16}\.md$/);
      expect(scene.read(`codebase/kept/${kept}`)).toBe("# Stack\n\nBy hand.\n");
      expect(note(/what people wrote into codebase\/STACK\.md is kept as codebase\/kept\/STACK-/)).toBe(true);
    }
  });

  it("while agents run is kept beside, and not lost", async () => {
    await map((request, tools) => {
      if (request.purpose === "map-codebase concerns") scene.put(".planning/codebase/CONCERNS.md", "# Concerns\n\nWritten meanwhile.\n");
      return mapper(request, tools);
    });
    const [kept = ""] = readdirSync(join(scene.repo, ".planning/codebase/kept"));
    expect(scene.read(`codebase/kept/${kept}`)).toBe("# Concerns\n\nWritten meanwhile.\n");
  });
});

describe("secrets in a document", () => {
  // Put together here, so that nobody who looks for secrets finds them in this file.
  const letters = "Zx9Kq2Lm7Rt4Yb1Nc8Vd5Wf3Hg6Js0PaTu";
  const samples: readonly (readonly [kind: string, secret: string])[] = [
    ["GitHub token", `gh${"p"}_${letters}`],
    ["Anthropic key", `sk-${"ant"}-api03-${letters}`],
    ["AWS access key", `AK${"IA"}${letters.toUpperCase().slice(0, 16)}`],
    ["Stripe key", `sk_${"live"}_${letters}`],
    ["Slack token", `xo${"xb"}-${letters}`],
    ["Google API key", `AI${"za"}${letters}`],
    ["JSON Web Token", `ey${"J"}${letters}.ey${"J"}${letters}.${letters}`],
  ];

  it("are masked before anything is written, and reported with their places", async () => {
    const lines = ["# Integrations", "", ...samples.map(([, secret]) => `- \`${secret}\``), `- postgres://app:${letters}@db.example.invalid/app`, "", `-----BEGIN ${"RSA"} PRIVATE KEY-----`, `${letters}${letters}`, `${letters}${letters}`, `-----END ${"RSA"} PRIVATE KEY-----`, "", "The end."];
    const mapped = await map((request, tools) => {
      void mapper(request, tools);
      if (request.purpose === "map-codebase stack") tools.leave("INTEGRATIONS.md", lines.join("\n"));
      return "completed";
    });
    const text = scene.read("codebase/INTEGRATIONS.md");
    for (const [, secret] of samples) expect(text).not.toContain(secret.slice(8));
    expect(text).not.toContain(letters);
    expect(text).toContain("- postgres://app:[hidden]@db.example.invalid/app");
    expect(text).toMatch(/\n\[hidden\]\n\nThe end\.\n$/);
    expect(mapped.secrets.map(({ kind }) => kind)).toEqual([...samples.map(([kind]) => kind), "password in an address", "private key"]);
    for (const { path, line, column } of mapped.secrets) {
      expect(path).toBe("codebase/INTEGRATIONS.md");
      expect(text.split("\n")[line - 1]?.slice(column - 1)).toMatch(/^\[hidden\]/);
    }
    expect(stampOf("codebase/INTEGRATIONS.md").isOwn).toBe(true);
    expect(scene.git("log", "--all", "-p")).not.toContain(letters);
    expect(note(/^a secret was masked: codebase\/INTEGRATIONS\.md:\d+:4 \(GitHub token\)$/)).toBe(true);
  });

  it("wait for a person to look at them in a job", async () => {
    const outcome = await mapCodebase(scene.context((request, tools) => {
      void mapper(request, tools);
      if (request.purpose === "map-codebase concerns") tools.leave("CONCERNS.md", `# Concerns\n\nA key: ${samples[0]?.[1] ?? ""}\n`);
      return "completed";
    }));
    expect(outcome).toEqual({ type: "done", note: "7 documents", humanNeeded: ["a secret was masked in the map of the code base: codebase/CONCERNS.md:11:8 (GitHub token); look where it comes from"] });
  });
});

describe("several repos", () => {
  const repo = (name: string, files: Readonly<Record<string, string>>): void => {
    const folder = join(scene.repo, "..", name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const git = (...args: string[]): void => void execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false", ...args], { stdio: "ignore" });
    if (!existsSync(join(folder, ".git"))) git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "more");
  };
  const twoRepos = (): void => {
    repo("api", { "package.json": '{"name": "@x/api"}\n' });
    repo("web", { "package.json": '{"name": "web", "dependencies": {"@x/api": "^1"}}\n' });
    scene.put(".planning/REPOS.md", "# Repos\n\n| Name | Path |\n|---|---|\n| api | ../api |\n| web | ../web |\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "repos");
  };
  const withHeadings: ScriptedAgent = (request, tools: AgentTools) => {
    void mapper(request, tools);
    if (request.purpose === "map-codebase stack api") tools.leave("STACK.md", "# Stack\n\n- Go\n\n## Tools\n\n```sh\n# in a fence\n```\n");
    return "completed";
  };

  it("have seven documents each, unified ones made by code, and CROSS-REPO.md from the links that code found", async () => {
    twoRepos();
    const mapped = await map(withHeadings);
    expect(mapped.asked).toEqual([...PURPOSES.flatMap((purpose) => [`${purpose} api`, `${purpose} web`]), "map-codebase cross-repo"].sort());
    expect(mapped.requests.find(({ purpose }) => purpose === "map-codebase stack web")?.cwd).toBe(join(scene.repo, "..", "web"));
    const cross = mapped.requests.find(({ purpose }) => purpose === "map-codebase cross-repo")?.prompt;
    expect(cross).toContain("- web needs @x/api ^1 of api (`web/package.json`, `api/package.json`)");
    expect(cross).toContain("ARCHITECTURE.md of api");
    expect(readdirSync(join(scene.repo, ".planning/codebase")).sort()).toEqual([...DOCUMENTS, "CROSS-REPO.md", "api", "web"].sort());
    for (const name of ["api", "web"]) expect(readdirSync(join(scene.repo, ".planning/codebase", name)).sort()).toEqual(DOCUMENTS);
    expect(stampOf("codebase/STACK.md").body).toBe("# Stack\n\n## api\n\n- Go\n\n### Tools\n\n```sh\n# in a fence\n```\n\n## web\n\nSTACK.md of web, by map-codebase stack web.\n");
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("are mapped as far as they changed; the unified documents follow, and so does CROSS-REPO.md", async () => {
    twoRepos();
    await map();
    expect((await map()).asked).toEqual([]);
    repo("api", { "main.go": "package main\n" });
    const again = await map(withHeadings);
    expect(again.asked).toEqual([...PURPOSES.map((purpose) => `${purpose} api`), "map-codebase cross-repo"].sort());
    expect(again.repos.map(({ name, state }) => `${name} ${state}`)).toEqual(["api mapped", "web unchanged"]);
    expect(stampOf("codebase/STACK.md").body).toContain("### Tools");
    // Of the unified documents only the one whose parts changed was written.
    expect(again.documents).toEqual(["codebase/STACK.md", "codebase/CROSS-REPO.md"]);
  });

  it("one alone can be asked for; how they work together is told once each has its map", async () => {
    twoRepos();
    const one = await map(mapper, { repo: "web" });
    expect(one.asked).toEqual(PURPOSES.map((purpose) => `${purpose} web`));
    expect(one.repos.map(({ state }) => state)).toEqual(["left-out", "mapped"]);
    expect(existsSync(join(scene.repo, ".planning/codebase/CROSS-REPO.md"))).toBe(false);
    expect((await map(mapper, { repo: "api" })).asked).toContain("map-codebase cross-repo");
    expect(await mapRepos(scene.context(), { repo: "nowhere", again: false })).toMatchObject({ type: "failed", reason: "usage", error: 'there is no repo "nowhere": there are api, web' });
  });

  it("a unified document that people wrote into is kept before it is made anew", async () => {
    twoRepos();
    await map();
    scene.put(".planning/codebase/STACK.md", "# Stack\n\nOur own words.\n");
    repo("web", { "x.ts": "export {};\n" });
    await map();
    expect(scene.git("log", "--format=%s")).toContain("docs(codebase): keep what was written into STACK.md");
    expect(readFileSync(join(scene.repo, ".planning/codebase/STACK.md"), "utf8")).toContain("## api");
  });
});
