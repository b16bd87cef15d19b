import { request } from "node:http";
import type { MilestoneReport, Refusal } from "@dgs/runtime";
import { afterEach, expect, it } from "vitest";
import { jobReport, runningReport } from "../../test/sample-reports.js";
import { latestOf } from "./latest.js";
import { serveReport } from "./serve-report.js";

const showsBearer = (authorization: string | undefined, token: string): boolean => authorization === `Bearer ${token}`;
const ends: AbortController[] = [];
afterEach(() => { for (const end of ends.splice(0)) end.abort(); });

async function serve(report: () => Promise<MilestoneReport | Refusal> = () => Promise.resolve(jobReport())) {
  const end = new AbortController();
  ends.push(end);
  const served = await serveReport({ port: 0, token: "secret-token", showsToken: showsBearer, report, signal: end.signal });
  const port = Number(new URL(served.url).port);
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString("utf8") }); });
      });
      asked.on("error", reject);
      asked.end();
    });
  return { ...served, end, port, ask };
}

const TOKEN = { authorization: "Bearer secret-token" };

it("has its token behind the #, and gives a report only to who shows it in a header", async () => {
  const { url, ask } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=secret-token$/);
  for (const headers of [{}, { authorization: "Bearer secret-tokem" }, { cookie: "token=secret-token" }]) expect(await ask("/page?token=secret-token", headers)).toMatchObject({ status: 401 });
  const { status, text } = await ask("/page", TOKEN);
  expect(status).toBe(200);
  expect(text).toContain("v1.0 Durations");
  const shell = await ask("/");
  expect(shell.status).toBe(200);
  expect(shell.text).not.toMatch(/Durations|secret-token/);
  expect(shell.text).toContain("connect-src 'self'");
});

it("turns away other names, other pages, and more than reading", async () => {
  const { port, ask } = await serve();
  const own = `127.0.0.1:${String(port)}`;
  for (const path of ["/", "/page"]) {
    expect(await ask(path, { ...TOKEN, host: "rebound.example.invalid" })).toMatchObject({ status: 421 });
    expect(await ask(path, { ...TOKEN, host: `127.0.0.1:${String(port + 1)}` })).toMatchObject({ status: 421 });
    expect(await ask(path, { ...TOKEN, origin: "https://example.invalid" })).toMatchObject({ status: 403 });
    expect(await ask(path, { ...TOKEN, origin: "null" })).toMatchObject({ status: 403 });
    expect(await ask(path, { ...TOKEN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" })).toMatchObject({ status: 403 });
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) expect(await ask(path, TOKEN, method)).toMatchObject({ status: 405 });
    expect(await ask(path, { ...TOKEN, origin: `http://${own}`, host: own })).toMatchObject({ status: 200 });
    expect(await ask(path, { ...TOKEN, host: `localhost:${String(port)}` })).toMatchObject({ status: 200 });
  }
  expect(await ask("/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).toMatchObject({ status: 200 });
  expect(await ask("/../../etc/passwd", TOKEN)).toMatchObject({ status: 404 });
});

it("lets no other page frame, read or keep what it gives", async () => {
  const { ask } = await serve();
  for (const path of ["/", "/page", "/nothing"]) {
    const { headers } = await ask(path, TOKEN);
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin" });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});

it("says that nothing has changed; while a job runs, when the report was made is a change", async () => {
  let report = jobReport();
  const { ask } = await serve(() => Promise.resolve(report));
  const { headers } = await ask("/page", TOKEN);
  const seen = { ...TOKEN, "if-none-match": String(headers["etag"]) };
  report = { ...report, made: "2026-03-05T00:00:00Z" };
  expect(await ask("/page", seen)).toMatchObject({ status: 304, text: "" });
  const other = await serve(() => Promise.resolve(runningReport()));
  const later = await serve(() => Promise.resolve(runningReport("2026-03-02T09:00:00Z")));
  expect((await other.ask("/page", TOKEN)).headers["etag"]).not.toBe((await later.ask("/page", TOKEN)).headers["etag"]);
});

it("tells why there is no report, and goes on", async () => {
  const { ask } = await serve(() => Promise.resolve({ type: "refused", code: "no-such-job", message: "there is no job v9", at: "jobs", remedy: "Make one.", exit: "usage" } as Refusal));
  expect(await ask("/page", TOKEN)).toMatchObject({ status: 409, text: "there is no job v9 (jobs)\n" });
  const broken = await serve(() => Promise.reject(new Error("the disk is gone")));
  for (let at = 0; at < 2; at++) expect(await broken.ask("/page", TOKEN)).toMatchObject({ status: 500, text: expect.stringContaining("the disk is gone") as string });
});

it("closes with its signal, and refuses a port that is taken", async () => {
  const { port, end, closed } = await serve();
  await expect(serveReport({ port, token: "x", showsToken: showsBearer, report: () => Promise.resolve(jobReport()), signal: new AbortController().signal })).rejects.toThrow("EADDRINUSE");
  end.abort();
  await closed;
  await expect(fetch(`http://127.0.0.1:${String(port)}/`)).rejects.toThrow();
});

it("makes a report once for all who ask at a time", async () => {
  let made = 0;
  let now = 0;
  const latest = latestOf(() => Promise.resolve(++made), 1_000, () => now);
  expect([await latest(), await latest()]).toEqual([1, 1]);
  now = 1_000;
  expect(await latest()).toBe(2);
});
