import { isRefusal, previewRollback, type Ports, rollbackJob, runJob } from "@dgs/runtime";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createReplayAgents, parseTape } from "@dgs/agents";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeJobProduct } from "../src/scenarios/job.js";
import { createTestPorts } from "../src/test-ports.js";

let folder: string;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs rollback ")));
  await makeJobProduct(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("a rollback that goes on takes away the temporary files of the runs that were killed", async () => {
  const root = join(folder, "app");
  const parsed = parseTape(readFileSync(join(folder, "tape.json"), "utf8"), "tape.json");
  if (!("tape" in parsed)) throw new Error(JSON.stringify(parsed));
  const { ports, place } = createTestPorts(root, createReplayAgents({ tape: parsed.tape }));
  await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
  const rollback = async (all: Ports): ReturnType<typeof rollbackJob> => {
    const preview = await previewRollback(all, place, { version: "v1" });
    if (isRefusal(preview)) throw new Error(preview.message);
    return rollbackJob(all, place, { version: "v1", preview });
  };
  let writes = 0;
  const killed = { ...ports, files: { ...ports.files, write: (changes) => (writes++ === 0 ? ports.files.write(changes) : Promise.reject(new Error("killed"))) } } satisfies Ports;
  await expect(rollback(killed)).rejects.toThrow("killed");
  const job = readFileSync(join(root, ".planning/jobs/completed/milestone-v1.md"), "utf8");
  const archive = /"archive":"([^"]+)"/.exec(job)?.[1] ?? "";
  expect(archive).not.toBe("");
  const left = [".ROADMAP.md", "jobs/completed/.milestone-v1.md", "phases/01-build/.01-VERIFICATION.md", `${archive}/.ROADMAP-before.md`, `${archive}/phases/01-build/.01-VERIFICATION.md`].map((name) => join(root, ".planning", `${name}.dgs-tmp`));
  for (const file of left) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "half\n");
  }
  expect(await rollback(ports)).toMatchObject({ type: "rolled-back" });
  expect(left.filter((file) => existsSync(file))).toEqual([]);
});
