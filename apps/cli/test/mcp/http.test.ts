import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { request, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "../built-program.js";
import { bytesBelow, makeMcpStage, type McpStage } from "./mcp-stage.js";

const TOKEN = "a token of the test";

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Of the era of 2025: what the server calls the connection. */
  readonly session?: string;
}

let program: BuiltProgram;
let stage: McpStage;
let child: ChildProcess;
let said = "";
let port = 0;
let ended: Promise<number | null>;
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  program = buildProgram();
  stage = makeMcpStage();
  child = spawn(process.execPath, [program.main, "mcp", "--http", "0"], { cwd: stage.product, env: programEnvironment({ DGS_MCP_TOKEN: TOKEN.replaceAll(" ", "-") }), stdio: ["ignore", "pipe", "pipe"] });
  ended = new Promise((resolve) => child.once("exit", resolve));
  child.stderr!.on("data", (data: Buffer) => void (said += data.toString("utf8")));
  while (!said.includes("Clients show")) await new Promise((resolve) => setTimeout(resolve, 20));
  port = Number(/http:\/\/127\.0\.0\.1:(\d+)\/mcp/.exec(said)?.[1] ?? 0);
  before = bytesBelow(stage.folder);
}, 240_000);
afterAll(() => {
  child.kill("SIGKILL");
  program.remove();
  stage.remove();
});

const GOOD = { "authorization": `Bearer ${TOKEN.replaceAll(" ", "-")}`, "content-type": "application/json", "accept": "application/json, text/event-stream" };
const message = (method: string, params: object = {}): string => JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
const OPENING = message("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } });

function ask(body: string, headers: Readonly<Record<string, string>> = GOOD, options: RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/mcp", method: "POST", headers, agent: false, ...options }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (data: string) => void (text += data)).on("end", () => { resolve({ status: response.statusCode ?? 0, body: text, session: String(response.headers["mcp-session-id"]) }); }).on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** That the server answers whoever may ask, and that nothing was written. */
async function unharmed(): Promise<void> {
  const answer = await ask(OPENING);
  expect(answer.status, answer.body).toBe(200);
  expect(answer.body).toContain('"protocolVersion"');
  expect(bytesBelow(stage.folder)).toEqual(before);
}

describe("the server over HTTP", () => {
  it("listens on loopback only, and says where, and not the token that it was given", async () => {
    expect(said).toMatch(/^DGS is served at http:\/\/127\.0\.0\.1:\d+\/mcp\nClients show the token of DGS_MCP_TOKEN\.\n$/);
    await unharmed();
  });

  it("answers nobody without the token, whatever they ask for", async () => {
    const without = { "content-type": GOOD["content-type"], "accept": GOOD.accept };
    for (const headers of [without, { ...GOOD, authorization: "" }, { ...GOOD, authorization: "Bearer" }, { ...GOOD, authorization: "Bearer wrong" }, { ...GOOD, authorization: TOKEN }, { ...GOOD, authorization: `Basic ${Buffer.from(TOKEN).toString("base64")}` }, { ...GOOD, authorization: `${GOOD.authorization}x` }, { ...GOOD, authorization: "Bearer " + "x".repeat(10_000) }]) {
      for (const [method, path] of [["POST", "/mcp"], ["GET", "/mcp"], ["DELETE", "/mcp"], ["POST", "/"], ["GET", "/../../etc/passwd"]]) {
        const answer = await ask(method === "POST" ? OPENING : "", headers, { method, path });
        expect(answer.status, JSON.stringify(headers).slice(0, 200)).toBe(401);
        expect(answer.body).not.toContain("protocolVersion");
      }
    }
    await unharmed();
  });

  it("turns foreign hosts and origins away, also with the token: a page in a browser has no business here", async () => {
    for (const host of ["example.org", `example.org:${String(port)}`, "127.0.0.1.example.org", "169.254.169.254", "localhost.example.org", "[::ffff:1.2.3.4]"]) expect([host, (await ask(OPENING, { ...GOOD, host })).status]).toEqual([host, 403]);
    for (const origin of ["https://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "null", "file://", "chrome-extension://abc", "http://[::1].example.org"]) expect([origin, (await ask(OPENING, { ...GOOD, origin })).status]).toEqual([origin, 403]);
    for (const origin of [`http://127.0.0.1:${String(port)}`, "http://localhost:5173"]) expect([origin, (await ask(OPENING, { ...GOOD, origin })).status]).toEqual([origin, 200]);
    await unharmed();
  });

  it("answers other methods, paths and bodies with what they are: none of its own", async () => {
    for (const path of ["/", "/mcp/", "/mcp/../mcp", "/MCP", "//mcp", "/%6dcp", "/mcp/tools"]) expect([path, (await ask(OPENING, GOOD, { path })).status]).toEqual([path, 404]);
    for (const method of ["PUT", "PATCH", "OPTIONS", "HEAD"]) expect.soft([method, (await ask("", GOOD, { method })).status]).toEqual([method, 405]);
    for (const body of ["", "nonsense", "{", "[]", "null", "17", '{"jsonrpc":"2.0"}', '{"jsonrpc":"1.0","id":1,"method":"ping"}', "\u0000", `${"[".repeat(100_000)}`]) {
      const { status } = await ask(body);
      expect.soft([body.slice(0, 30), status >= 400 && status < 500]).toEqual([body.slice(0, 30), true]);
    }
    expect((await ask(OPENING, { ...GOOD, "content-type": "text/plain" })).status).toBe(415);
    expect((await ask(OPENING, { ...GOOD, accept: "text/html" })).status).toBe(406);
    await unharmed();
  });

  it("takes no body that is too long, and does not wait for one that never comes to answer others", async () => {
    const big = await ask(message("tools/call", { name: "overview", arguments: { a: "x".repeat(20_000_000) } })).catch((error: unknown) => ({ status: 0, body: String(error) }));
    expect([413, 0]).toContain(big.status);
    const slow = Array.from({ length: 20 }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(`POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nAuthorization: ${GOOD.authorization}\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: 1000\r\n\r\n{`);
      return socket;
    });
    const half = connect(port, "127.0.0.1");
    half.on("error", () => undefined);
    half.write("POST /mcp HTTP/1.1\r\nHos");
    await unharmed();
    for (const socket of [...slow, half]) socket.destroy();
    await unharmed();
  });

  it("answers 100 calls at once, each with its own, and keeps nothing open", async () => {
    const { session = "" } = await ask(OPENING);
    const open = process.platform === "linux" ? readdirSync(`/proc/${String(child.pid)}/fd`).length : 0;
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => ask(JSON.stringify({ jsonrpc: "2.0", id: `call ${String(at)}`, method: "tools/call", params: { name: "list_jobs", arguments: {} } }), { ...GOOD, "mcp-protocol-version": "2025-11-25", "mcp-session-id": session })));
    answers.forEach(({ status, body }, at) => {
      expect(status, body).toBe(200);
      expect(body).toContain(`"id":"call ${String(at)}"`);
      expect(body).toContain('"type":"jobs"');
    });
    await unharmed();
    // It closes its side a moment after the client has the answer.
    if (process.platform === "linux") await expect.poll(() => readdirSync(`/proc/${String(child.pid)}/fd`).length).toBeLessThanOrEqual(open + 5);
  });

  it("bears clients that open one connection after the other and end none, and knows none that it did not open", async () => {
    const memory = (): number => (process.platform === "linux" ? Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(child.pid)}/status`, "utf8"))?.[1] ?? 0) : 0);
    const memoryBefore = memory();
    for (let at = 0; at < 150; at++) expect((await ask(OPENING)).status).toBe(200);
    expect(memory() - memoryBefore).toBeLessThan(150_000);
    for (const session of ["", "nothing", "__proto__", "../x", "x".repeat(5_000)]) {
      const { status, body } = await ask(message("tools/call", { name: "list_jobs", arguments: {} }), { ...GOOD, "mcp-protocol-version": "2025-11-25", "mcp-session-id": session });
      expect([session.slice(0, 20), status >= 400 && status < 500]).toEqual([session.slice(0, 20), true]);
      expect(body).not.toContain('"type":"jobs"');
    }
    await unharmed();
  });

  it("ends at SIGTERM, also while somebody is connected", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("connect", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await expect(ask(OPENING)).rejects.toThrow("ECONNREFUSED");
    socket.destroy();
  });
});
