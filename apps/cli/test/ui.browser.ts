import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { MilestoneReport } from "@dgs/runtime";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tape } from "../../../demo/sample-tape.mjs";
import { violationsOf } from "../../../packages/page/test/axe.js";
import { describeInChromium } from "../../../packages/page/test/chromium.js";
import { type BuiltProgram, buildProgram, programEnvironment } from "./built-program.js";
import { createRecordedProducts, type RecordedProducts } from "./recorded-product.js";

describeInChromium("dgs ui on the demo's job", ({ visit }) => {
  let program: BuiltProgram;
  let folder: string;
  let products: RecordedProducts;
  const started: ChildProcess[] = [];

  beforeAll(() => {
    program = buildProgram();
    folder = mkdtempSync(path.join(tmpdir(), "dgs-ui-"));
    products = createRecordedProducts(program, folder);
    const tapeWith = (file: string, delays: Readonly<Record<string, number>>): void => {
      writeFileSync(path.join(folder, file), JSON.stringify({ ...tape, entries: tape.entries.map((entry) => ({ ...entry, delayMs: delays[entry.purpose] ?? 0 })) }));
    };
    tapeWith("demo.json", {});
    tapeWith("slow.json", { "execute-plan 01-03": 600_000 });
    products.make("product");
  }, 300_000);
  afterAll(() => {
    for (const child of started) child.kill("SIGKILL");
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const product = (): string => path.join(folder, "product", "product");
  /** Starts the program, and resolves once it has said something on a stream. */
  const start = async (stream: "stdout" | "stderr", until: RegExp, ...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly said: string; readonly ended: Promise<number | null> }> => {
    const child = spawn(process.execPath, [program.main, ...args], { cwd: product(), env: programEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const all = { stdout: "", stderr: "" };
    const said = await new Promise<string>((resolve, reject) => {
      for (const each of ["stdout", "stderr"] as const) child[each]?.on("data", (chunk: Buffer) => {
        all[each] += chunk.toString();
        if (until.test(all[stream])) resolve(all[stream]);
      });
      child.on("exit", () => { reject(new Error(all.stderr)); });
    });
    return { child, said, ended };
  };

  it("follows a run that another process owns, sees it killed, sees it go on to its end, and ends with Ctrl-C", async () => {
    const ui = await start("stdout", /\n/, "ui", "--json");
    const { type, version, url } = JSON.parse(ui.said) as { readonly type: string; readonly version: string; readonly url: string };
    expect([type, version]).toEqual(["ui", "v1.0"]);
    const { page, requests, complaints } = await visit(url);
    await page.getByText("Not started: 0 of").waitFor();

    const job = await start("stderr", /agent execute-plan 01-03 \(/, "run-job", "v1.0", "--tape", "../../slow.json");
    await page.getByText(/^\S* ?Running: 0 of/).waitFor();
    await page.locator(`[data-key="lanes-agents"] .t-running[aria-label*="execute-plan 01-03"]`).waitFor();
    expect(await page.locator(".head .note").textContent()).toContain(`Process ${String(job.child.pid)} on `);
    expect(await page.locator(".now").count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);

    job.child.kill("SIGKILL");
    await job.ended;
    await page.getByText("Under way, and nobody runs it now").waitFor();
    expect(await page.locator(".now").count()).toBe(0);
    await page.locator("[data-key='lanes-runs'] .t-cut-off").waitFor();

    expect(products.dgs("product", "run-job", "v1.0", "--tape", "../../demo.json").code).toBe(0);
    await page.getByText(/Completed: 10 of 10 steps/).waitFor();
    expect(await page.locator(".commits > li").count()).toBe(6);
    expect([requests, complaints]).toEqual([[], []]);

    ui.child.kill("SIGINT");
    expect(await ui.ended).toBe(0);
    await page.getByText("dgs ui is not running any more").waitFor();
  });

  it("shows the numbers of the report that is printed, in the file that the job wrote, too", async () => {
    const report = JSON.parse(products.dgs("product", "report", "--json").stdout) as MilestoneReport;
    const { page, requests, complaints } = await visit(pathToFileURL(path.join(product(), ".planning/jobs/.reports/milestone-v1.0.html")).href, { offline: true });
    const count = (selector: string): Promise<number> => page.locator(selector).count();
    const plans = report.phases.flatMap((phase) => phase.plans);
    expect(await count("[data-key='lanes-steps'] .bar")).toBe(report.steps.flatMap(({ spans }) => spans).length);
    expect(await count("[data-key='lanes-agents'] .bar")).toBe(report.agents.length);
    expect(await count(".node")).toBe(plans.length);
    expect(await page.locator(".commits .plus").allTextContents()).toEqual(plans.flatMap(({ commits }) => commits.map(({ added }) => `+${String(added)}`)));
    expect(await count(".rounds > li")).toBe(report.audits.length);
    expect(await count(".gaps > .gap")).toBe(report.audits.flatMap(({ gaps }) => gaps).length);
    expect(await count("#events tbody tr")).toBe(report.events.length);
    expect(await page.locator("#undo code").allTextContents()).toEqual(report.undo.map(({ command }) => command));
    expect(await violationsOf(page)).toEqual([]);
    expect([requests, complaints]).toEqual([[], []]);
    expect((await page.content()).length).toBeLessThan(500_000);
  });

  it("refuses what it cannot show or listen on, and serves nothing", async () => {
    for (const [args, code, says] of [[["ui", "v9.9"], 2, "v9.9"], [["ui", "--port", "99999"], 2, "--port has to be a port"], [["ui", "--port", "x"], 2, "--port has to be a port"]] as const) {
      const end = products.dgs("product", ...args);
      expect([end.code, end.stdout]).toEqual([code, ""]);
      expect(end.stderr).toContain(says);
    }
    const ui = await start("stdout", /\n/, "ui", "v1.0");
    expect(ui.said).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}\n$/);
    const taken = products.dgs("product", "ui", "--port", new URL(ui.said).port);
    expect([taken.code, taken.stdout]).toEqual([2, ""]);
    expect(taken.stderr).toContain("cannot be had");
    ui.child.kill("SIGTERM");
    expect(await ui.ended).toBe(0);
  });
});
