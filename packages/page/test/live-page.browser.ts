import { request } from "node:http";
import type { MilestoneReport } from "@dgs/runtime";
import { afterEach, expect, it } from "vitest";
import { serveReport } from "../src/serve/serve-report.js";
import { violationsOf } from "./axe.js";
import { describeInChromium } from "./chromium.js";
import { hostileReport, jobReport, runningReport } from "./sample-reports.js";

const ends: AbortController[] = [];
afterEach(() => { for (const end of ends.splice(0)) end.abort(); });

async function serve(report: () => MilestoneReport) {
  const end = new AbortController();
  ends.push(end);
  const showsToken = (authorization: string | undefined, token: string): boolean => authorization === `Bearer ${token}`;
  return { end, ...(await serveReport({ port: 0, token: "secret-token", showsToken, report: () => Promise.resolve(report()), signal: end.signal })) };
}

describeInChromium("the live page", ({ visit }) => {
  it("shows the report to who has the address, and takes the token out of it; without it there is nothing to see", async () => {
    const { url } = await serve(jobReport);
    const { page, requests, complaints } = await visit(url);
    await page.getByRole("heading", { level: 1, name: "v1.0 Durations" }).waitFor();
    expect([page.url(), requests, complaints, await page.evaluate("document.cookie"), await page.evaluate("window.__violations")]).toEqual([`${new URL(url).origin}/`, [], [], "", []]);
    expect(await page.locator("#live").textContent()).toContain("Live");
    // A reload of the tab knows the token; another tab does not.
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "v1.0 Durations" }).waitFor();
    const other = await visit(`${new URL(url).origin}/`);
    await other.page.getByText("with its token").waitFor();
    expect(await other.page.content()).not.toContain("Durations");
    const wrong = await visit(`${new URL(url).origin}/#token=another`);
    await wrong.page.getByText("with its token").waitFor();
  });

  it("puts in what is new; scrolling, focus, what is open, what was typed and the theme stay", async () => {
    let report = runningReport();
    const { url } = await serve(() => report);
    const { page, complaints } = await visit(url);
    await page.locator("#phases").waitFor();
    await page.locator("#theme").click();
    await page.locator("#timeline > details > summary").click();
    await page.locator(".plan[data-key='plan-01-02'] > summary").click();
    await page.locator("#lanes-filter").fill("execute");
    await page.locator(".plan[data-key='plan-01-03'] > summary").focus();
    await page.evaluate("scrollTo(0, document.querySelector(\".plan[data-key='plan-01-03']\").getBoundingClientRect().top + scrollY - 200)");
    const place = (): Promise<number> => page.evaluate("Math.round(document.querySelector(\".plan[data-key='plan-01-03']\").getBoundingClientRect().top)");
    const before = await place();
    const steps = await page.locator("[data-key^='step-'] .t-done").count();
    const whole = jobReport();
    report = { ...report, made: "2026-03-02T08:06:40.000Z", steps: report.steps.map((each) => (each.number === 3 ? { ...each, status: "completed" } : each.number === 4 ? { ...each, status: "in-progress", spans: [{ start: "2026-03-02T08:06:30.000Z" }] } : each)), attention: [...whole.attention, { what: "checkpoint", text: "Choose a colour." }] };
    await page.getByText("Choose a colour.").waitFor();
    expect(await page.locator("[data-key^='step-'] .t-done").count()).toBe(steps + 1);
    expect(await page.locator(".gantt [data-key='lanes-steps'] .row").count()).toBe(4);
    expect(await page.evaluate("document.activeElement.closest('.plan').dataset.key")).toBe("plan-01-03");
    // Above it a line has come in: the browser keeps what is looked at where it is.
    expect(Math.abs((await place()) - before)).toBeLessThan(80);
    expect(await page.locator(".plan[data-key='plan-01-02']").getAttribute("open")).toBeNull();
    expect(await page.locator("#timeline > details").getAttribute("open")).toBe("");
    expect(await page.locator("#lanes-filter").inputValue()).toBe("execute");
    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
    expect(complaints).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
  });

  it("says when what serves it has ended, and keeps what was known", async () => {
    const { url, end } = await serve(jobReport);
    const { page } = await visit(url);
    await page.locator("#phases").waitFor();
    end.abort();
    await page.getByText("dgs ui is not running any more").waitFor();
    expect(await page.locator("h1").textContent()).toBe("v1.0 Durations");
  });

  it("takes a hostile report for text, too", async () => {
    const { url } = await serve(hostileReport);
    const { page, requests } = await visit(url);
    await page.locator("#events").waitFor();
    expect([await page.evaluate("window.__hit"), await page.evaluate("window.__violations"), requests]).toEqual([undefined, [], []]);
  });

  it("is reached by no other page and under no other name", async () => {
    const { url } = await serve(jobReport);
    const { host, origin } = new URL(url);
    const other = await serve(jobReport);
    const { page } = await visit(other.url);
    await page.locator("#phases").waitFor();
    // A page of another port of the same machine is another page; its own policy is passed by, as an attacker has none.
    const reached = await page.evaluate(`fetch("${origin}/page", { headers: { authorization: "Bearer secret-token" } }).then(() => "reached", () => "refused")`);
    expect(reached).toBe("refused");
    const status = await new Promise<number | undefined>((resolve) => request(`${origin}/page`, { headers: { host: `rebound.example.invalid:${host.split(":")[1] ?? ""}`, authorization: "Bearer secret-token" } }, (answer) => { resolve(answer.statusCode); answer.resume(); }).end());
    expect(status).toBe(421);
  });
});
