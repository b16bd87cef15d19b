import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlan } from "@dgs/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { surveyOnce } from "../../runtime/src/audit/survey-phase.js";
import { gitOf } from "../src/crash/git-of.js";
import { makeRepo } from "../src/scenarios/make-repo.js";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";
import { planText } from "./phase-scene.js";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs survey "))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it("is made once and passed on; one that failed is made again", async () => {
  const repo = join(folder, "app");
  makeRepo(repo, { "README.md": "# app\n", ".planning/ROADMAP.md": "# Roadmap\n" });
  const { ports } = createTestPorts(repo, createScriptedAgents(() => "crashed"));
  let looks = 0;
  const git = { ...ports.git, listFiles: (...asked: Parameters<typeof ports.git.listFiles>) => (looks++, ports.git.listFiles(...asked)) };
  const plan = readPlan(planText("01").replace("<done>", "<verify><automated>test -s 01.txt</automated></verify>\n  <done>"), "01-01-PLAN.md");
  const survey = surveyOnce({ ports: { ...ports, git }, trees: [{ repo: { name: "app", path: repo, setup: undefined }, path: repo, branch: "main", own: false }], plans: [{ plan, summary: undefined }] });
  const heads = { app: gitOf(repo, ["rev-parse", "HEAD"]).trim() };
  expect(await survey({ heads: { app: "0".repeat(40) }, base: {} })).toMatchObject({ type: "failed" });
  const first = await survey({ heads, base: {} });
  expect(first).toMatchObject({ findings: [expect.objectContaining({ path: "01.txt" })] });
  expect(await survey({ heads, base: {} })).toBe(first);
  expect(looks).toBe(2);
});
