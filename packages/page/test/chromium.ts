import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { MilestoneReport } from "@dgs/runtime";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/browser/find.mjs";
import { renderPage } from "../src/render-page.js";

const program = findChromium() as string | undefined;

/** A page that was opened, and what it did that no report may do. */
export interface Opened {
  readonly page: Page;
  /** Addresses that it asked for besides its own. */
  readonly requests: readonly string[];
  /** Errors, and what its policy turned away. */
  readonly complaints: readonly string[];
}

/** What a test of the page has of a browser. */
export interface Chromium {
  readonly browser: () => Browser;
  /** Opens a report as the file that it is, with no way to any network. */
  readonly open: (report: MilestoneReport, options?: BrowserContextOptions) => Promise<Opened>;
  /** Opens an address; of other hosts nothing is let through. */
  readonly visit: (url: string, options?: BrowserContextOptions) => Promise<Opened>;
}

/** Describes what holds in a real Chromium; skipped with a message where there is none, unless DGS_EXPECT_BROWSER is set. */
export function describeInChromium(name: string, tests: (chromium: Chromium) => void): void {
  if (program === undefined && (process.env["DGS_EXPECT_BROWSER"] ?? "") === "") {
    it(name, (test) => { test.skip("there is no Chromium here: npm run browser says how to have one"); });
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    let folder = "";
    beforeAll(async () => {
      expect(program, "DGS_EXPECT_BROWSER is set, and there is no Chromium: npm run browser").toBeDefined();
      folder = mkdtempSync(path.join(os.tmpdir(), "dgs-page-"));
      // Without a sandbox as root, which the browser demands there: what it opens is made by these tests.
      browser = await chromium.launch({ executablePath: program ?? "", chromiumSandbox: process.getuid?.() !== 0, args: ["--disable-dev-shm-usage"] });
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });
    let files = 0;
    const visit = async (url: string, options: BrowserContextOptions = {}): Promise<Opened> => {
      const context = await browser!.newContext(options);
      // A busy machine takes its time; what never comes is told by the test's own limit.
      context.setDefaultTimeout(120_000);
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      const own = url.split("#", 1)[0] ?? url;
      await page.addInitScript("window.__violations = []; document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));");
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
      await page.route("**/*", (route) => {
        const asked = route.request().url();
        const isOwn = own.startsWith("file:") ? asked.split("#", 1)[0] === own : new URL(asked).host === new URL(own).host;
        if (isOwn) return route.continue();
        requests.push(asked);
        return route.abort();
      });
      await page.goto(url);
      return { page, requests, complaints };
    };
    tests({
      browser: () => browser!,
      visit,
      open: (report, options) => {
        const file = path.join(folder, `report-${String((files += 1))}.html`);
        writeFileSync(file, renderPage(report));
        return visit(pathToFileURL(file).href, { offline: true, ...options });
      },
    });
  });
}
