import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readStamp } from "@dgs/core";
import { health, isRefusal } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mapRepos } from "../../runtime/src/codebase/map-repos.js";
import { mapCodebase } from "../../runtime/src/steps/map-codebase.js";
import { DOCUMENTS, map, mapper, PURPOSES } from "./map-scene.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles({ "package.json": '{"name": "app", "dependencies": {"zod": "^3"}, "scripts": {"test": "node --test"}}\n', "src/main.ts": "export {};\n" })); });
afterEach(() => { scene.remove(); });

const stampOf = (file: string): ReturnType<typeof readStamp> => readStamp(scene.read(file));
const note = (pattern: RegExp): boolean => scene.events.some((event) => event.type === "note" && pattern.test(event.text));

describe("one repo", () => {
  it("is described by four agents with the facts that code found; each document says of which commit it tells, and they are committed", async () => {
    const before = scene.git("rev-parse", "HEAD");
    const mapped = await map(scene);
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

  it("leaves documents that health has nothing to say about", async () => {
    const problems = async (): Promise<unknown> => {
      const { ports, place } = scene.context();
      const report = await health(ports, place);
      return isRefusal(report) ? report : report.problems;
    };
    const before = await problems();
    scene.put(".planning/codebase/STACK.md", "# Stack\n\nBy hand.\n");
    scene.put(".planning/config.json", '{ "commit_docs": false }\n');
    await map(scene);
    expect(readdirSync(join(scene.repo, ".planning/codebase"))).toContain("kept");
    expect(await problems()).toEqual(before);
  });

  it("is not mapped again while only planning files change, and is once code does; --again maps it all the same", async () => {
    await map(scene);
    scene.put(".planning/NOTES.md", "x\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "a planning file");
    const unchanged = await map(scene, () => { throw new Error("asked"); });
    expect(unchanged).toMatchObject({ asked: [], repos: [{ state: "unchanged", documents: [] }], commit: { type: "nothing" } });
    expect(note(/^app is unchanged since it was mapped at /)).toBe(true);
    expect((await mapCodebase(scene.context(() => { throw new Error("asked"); })))).toEqual({ type: "done", note: "app unchanged since the last map" });
    expect((await map(scene, mapper, { again: true })).asked).toEqual(PURPOSES);
    scene.put("src/more.ts", "export {};\n");
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "code");
    expect((await map(scene)).asked).toEqual(PURPOSES);
    expect(stampOf("codebase/CONCERNS.md").commit).toBe(scene.git("rev-parse", "HEAD^"));
  });

  it("with changes that are not committed is mapped each time, and its documents say so", async () => {
    scene.put("src/main.ts", "export const changed = 1;\n");
    expect((await map(scene)).repos).toMatchObject([{ state: "mapped", dirty: true }]);
    expect(stampOf("codebase/STACK.md").dirty).toBe(true);
    expect((await map(scene)).asked).toEqual(PURPOSES);
    scene.git("checkout", "--", "src/main.ts");
    expect((await map(scene)).asked).toEqual(PURPOSES);
    expect(stampOf("codebase/STACK.md").dirty).toBe(false);
    expect((await map(scene)).asked).toEqual([]);
  });

  it("goes on with what is missing when a run was cut off: what was accepted is on disk", async () => {
    scene.put(".planning/config.json", '{ "parallelization": { "enabled": false } }\n');
    scene.git("add", "--all");
    scene.git("commit", "--quiet", "--message", "settings");
    const cut = scene.context((request, tools) => (request.purpose === "map-codebase quality" ? "cancelled" : mapper(request, tools)));
    expect(await mapRepos(cut, { again: false })).toEqual({ type: "interrupted" });
    expect(cut.asked.map(({ purpose }) => purpose)).toEqual(["map-codebase stack", "map-codebase architecture", "map-codebase quality"]);
    expect(readdirSync(join(scene.repo, ".planning/codebase")).sort()).toEqual(["ARCHITECTURE.md", "INTEGRATIONS.md", "STACK.md", "STRUCTURE.md"]);
    const mapped = await map(scene);
    expect(mapped.asked).toEqual(["map-codebase concerns", "map-codebase quality"]);
    expect(scene.git("status", "--porcelain")).toBe("");
  });

  it("runs as many agents side by side as the configuration says, and no more", async () => {
    scene.put(".planning/config.json", '{ "parallelization": { "max_concurrent_agents": 2 } }\n');
    let [running, most] = [0, 0];
    const release: (() => void)[] = [];
    await map(scene, async (request, tools) => {
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
    expect((await map(scene)).repos).toMatchObject([{ state: "empty" }]);
    rmSync(join(scene.repo, ".git"), { recursive: true });
    scene.git("init", "--quiet");
    expect(await mapCodebase(scene.context())).toEqual({ type: "done", note: "there is nothing to map yet" });
  });

  it("a mapper that changes a file is told so, and its documents are taken once it is put back", async () => {
    const mapped = await map(scene, (request, tools) => {
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
    await map(scene);
    const own = scene.read("codebase/STACK.md").replace("---\n", "---\nowner: Ada\n").replace("STACK.md of app", "We never use an ORM.");
    scene.put(".planning/codebase/STACK.md", own);
    expect((await map(scene)).asked).toEqual([]);
    scene.put("src/more.ts", "export {};\n");
    scene.git("add", "src");
    scene.git("commit", "--quiet", "--message", "code");
    const mapped = await map(scene);
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
      await map(scene);
      const [kept = ""] = readdirSync(join(scene.repo, ".planning/codebase/kept"));
      expect(kept).toMatch(/^STACK-[0-9a-f]{16}\.md$/);
      expect(scene.read(`codebase/kept/${kept}`)).toBe("# Stack\n\nBy hand.\n");
      expect(note(/what people wrote into codebase\/STACK\.md is kept as codebase\/kept\/STACK-/)).toBe(true);
    }
  });

  it("while agents run is kept beside, and not lost", async () => {
    await map(scene, (request, tools) => {
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
    const mapped = await map(scene, (request, tools) => {
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
