import { lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCommandAgents } from "@dgs/agents";
import { createProcesses, processesIn } from "@dgs/process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeWavesScene } from "../src/waves-scene.js";

vi.setConfig({ testTimeout: 600_000 });

const MIB = 1024 * 1024;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs gigabyte ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Does its work, and prints a gigabyte before it where its plan is the first one: long lines on one stream, a line without an end on the other. */
const AGENT = `
const { writeFileSync, writeSync } = require("node:fs");
const { join } = require("node:path");
const id = process.env.DGS_PURPOSE.split(" ")[1];
const write = (fd, bytes) => { for (let at = 0; at < bytes.length;) { try { at += writeSync(fd, bytes, at); } catch (error) { if (error.code !== "EAGAIN") throw error; } } };
if (id === "01-01") {
  const line = Buffer.from("x".repeat(${String(MIB / 8 - 1)}) + "\\n");
  const endless = Buffer.alloc(${String(MIB)}, "y");
  for (let i = 0; i < 512; i += 1) {
    for (let j = 0; j < 8; j += 1) write(1, line);
    write(2, endless);
  }
  write(1, Buffer.from("the last words\\n"));
}
writeFileSync(id + ".txt", id + "\\n");
writeFileSync(join(process.env.DGS_OUTBOX, id + "-SUMMARY.md"), "---\\nphase: 01-build\\nplan: " + id.slice(-2) + "\\nstatus: complete\\n---\\n\\n# Summary\\n\\n**Done**\\n");
`;

it("an agent that prints a gigabyte beside two others: memory and log are bounded, it is reported, and all three land", async () => {
  const program = join(folder, "agent.cjs");
  writeFileSync(program, AGENT);
  const agents = createCommandAgents({ processes: createProcesses(), command: [process.execPath, program], env: { PATH: process.env["PATH"] ?? "", HOME: folder } });
  const plans = ["01-01", "01-02", "01-03"];
  const scene = await makeWavesScene(folder, plans.map((id) => ({ id, files: [`${id}.txt`] })));
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20);
  const logs: { readonly size: number; readonly end: string }[] = [];
  // The log lies in the plan's worktree, which goes away with the landing.
  const { report, events } = await scene.runWith({
    run: async (request) => {
      const result = await agents.run(request);
      if (request.purpose === "execute-plan 01-01") logs.push({ size: lstatSync(request.logPath).size, end: readFileSync(request.logPath).subarray(-MIB).toString() });
      return result;
    },
  });
  clearInterval(watch);
  expect(report.error).toBeUndefined();
  expect(scene.landed()).toEqual(plans);
  expect(scene.faults()).toEqual([]);
  expect(logs).toHaveLength(1);
  expect(logs[0]?.size).toBeGreaterThan(64 * MIB);
  expect(logs[0]?.size).toBeLessThan(65 * MIB);
  // What the other stream still held may come behind them.
  expect(logs[0]?.end).toContain("the last words\n");
  const notes = events.flatMap((event) => (event.type === "note" ? [event.text] : []));
  expect(notes).toContainEqual(expect.stringMatching(/^execute-plan 01-01 printed more than its log takes: 10\d{8} bytes are not in .*execute-plan-01-01-1\.log$/));
  // The log is read above; what was printed besides would not fit.
  expect(most - before).toBeLessThan(300 * MIB);
  const inside = await processesIn(folder);
  expect(inside.type === "known" ? inside.processes : []).toEqual([]);
});
