import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isRefusal, type MilestoneReport, type Refusal } from "@dgs/runtime";
import { renderPage, renderShell } from "../render-page.js";
import { latestOf } from "./latest.js";
import { type Refused, refusalOf } from "./refusal-of.js";

/** How a live page is to be had. */
export interface ServeOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** What the page has to show with each request for the report. */
  readonly token: string;
  /** Whether a header `Authorization` shows a token; how long it takes may tell nothing. */
  readonly showsToken: (authorization: string | undefined, token: string) => boolean;
  /** Makes the report anew; asked only when somebody looks. */
  readonly report: () => Promise<MilestoneReport | Refusal>;
  readonly signal: AbortSignal;
}

/** A live page that can be looked at. */
export interface ServedReport {
  /** The address with the token behind the `#`, which goes to no server and into no Referer. */
  readonly url: string;
  /** Settles once it has closed. */
  readonly closed: Promise<void>;
}

/** The report is made at most this often, in milliseconds, however many look. */
const SOONEST = 1_000;

const HTML = "text/html; charset=utf-8";

const HEADERS = {
  "cache-control": "no-store", "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "content-security-policy": "frame-ancestors 'none'",
} as const;

/**
 * Serves a report as a page that follows it, on loopback only. Who has no token sees an empty page: the script in it shows the token in a header,
 * which no other page can make a browser do; names other than this address and foreign origins are turned away, and nothing but GET is answered.
 */
export function serveReport({ port, token, showsToken, report, signal }: ServeOptions): Promise<ServedReport> {
  const shell = renderShell();
  const latest = latestOf(report, SOONEST);
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, (server.address() as AddressInfo | null)?.port) ?? elsewhere(request, (authorization) => showsToken(authorization, token));
    if (refusal !== undefined) say(response, refusal.status, refusal.text);
    else if (pathOf(request) === "/") answer(response, 200, HTML, shell);
    else givePage(request, response, latest).catch((error: unknown) => { say(response, 500, `the report could not be made: ${error instanceof Error ? error.message : String(error)}`); });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const closed = new Promise<void>((done) => { server.once("close", done); });
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      if (signal.aborted) close();
      else signal.addEventListener("abort", close, { once: true });
      resolve({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/#token=${token}`, closed });
    });
  });
}

async function givePage(request: IncomingMessage, response: ServerResponse, latest: () => Promise<MilestoneReport | Refusal>): Promise<void> {
  const report = await latest();
  const etag = isRefusal(report) ? "" : tagOf(report);
  if (isRefusal(report)) say(response, 409, `${report.message} (${report.at})`);
  else if (request.headers["if-none-match"] === etag) answer(response, 304, HTML, undefined, { etag });
  else answer(response, 200, HTML, renderPage(report), { etag });
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

/** Why nothing is given at an address. The empty page is for everybody: there is nothing in it. */
function elsewhere(request: IncomingMessage, mayRead: (authorization: string | undefined) => boolean): Refused | undefined {
  const path = pathOf(request);
  if (path !== "/" && path !== "/page") return { status: 404, text: "there is nothing here: the page is at /" };
  if (path === "/page" && !mayRead(request.headers.authorization)) return { status: 401, text: "no token, or another one: open the address that dgs ui printed" };
  return undefined;
}

/** Names what is in a report. When it was made counts only while something goes on: the page moves with it then. */
function tagOf(report: MilestoneReport): string {
  const { made, ...rest } = report;
  const isRunning = report.job?.runner !== undefined || [...report.runs, ...report.agents].some(({ end, cutOff }) => end === undefined && cutOff === undefined);
  return `"${createHash("sha256").update(JSON.stringify(isRunning ? { made, ...rest } : rest)).digest("base64url")}"`;
}

function say(response: ServerResponse, status: number, text: string): void {
  answer(response, status, "text/plain; charset=utf-8", `${text}\n`);
}

function answer(response: ServerResponse, status: number, type: string, body: string | undefined, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...HEADERS, ...headers, ...(body === undefined ? {} : { "content-type": type }) });
  response.end(body);
}
