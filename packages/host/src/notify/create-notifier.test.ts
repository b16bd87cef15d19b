import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunEnd } from "@dgs/core";
import { isRefusal, locateRoot } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNotifier, type Notifier } from "./create-notifier.js";
import { desktopCall } from "./desktop.js";

let base: string;
let rung: string;
let said: string[];
const servers: Server[] = [];
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), "dgs-notify-"));
  [rung, said] = ["", []];
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const end: RunEnd = { run: "run-job v1.0", product: "shop", exit: "ok", said: "10 of 10 steps", next: "dgs progress" };

function notifier(notify: object, more: { readonly env?: Readonly<Record<string, string>>; readonly terminal?: boolean; readonly mostMs?: number } = {}): Notifier {
  mkdirSync(path.join(base, ".planning"), { recursive: true });
  writeFileSync(path.join(base, ".planning", "config.json"), JSON.stringify({ notify }));
  const place = locateRoot({ cwd: base });
  if (isRefusal(place)) throw new Error(place.message);
  const terminal = more.terminal === false ? undefined : (text: string): void => { rung += text; };
  return createNotifier({ place, env: { PATH: process.env["PATH"] ?? "", ...more.env }, terminal, platform: "linux", ...(more.mostMs === undefined ? {} : { mostMs: more.mostMs }), say: (line) => { said.push(line); } });
}

/** A program that writes down what it was given. */
function program(name: string, more = ""): string {
  const file = path.join(base, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${file}.args'\nenv > '${file}.env'\ncat > '${file}.stdin'\n${more}\n`);
  chmodSync(file, 0o755);
  return file;
}
const written = (file: string): string => readFileSync(path.join(base, file), "utf8");

interface Heard {
  readonly method: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

async function listen(answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => response.end()): Promise<{ readonly address: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => { body += data.toString("utf8"); });
    request.on("end", () => {
      heard.push({ method: request.method, type: request.headers["content-type"], body });
      answer(response, request);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return { address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook?key=abc`, heard };
}

describe("the bell", () => {
  it("rings unless told otherwise, and only where there is a terminal", async () => {
    await notifier({}).ended(end);
    expect(rung).toBe("\u0007");
    await notifier({ bell: false }).ended(end);
    await notifier({}, { terminal: false }).ended(end);
    expect([rung, said]).toEqual(["\u0007", []]);
  });

  it("rings for what is wanted alone", async () => {
    const only = notifier({ on: ["halt", "budget"] });
    await only.ended(end);
    only.ring();
    expect(rung).toBe("");
    await only.ended({ ...end, exit: "gaps" });
    await only.ended({ ...end, exit: "budget" });
    await only.ended({ ...end, exit: "cancelled" });
    expect(rung).toBe("\u0007\u0007");
    notifier({}).ring();
    expect(rung).toBe("\u0007\u0007\u0007");
  });

  it("rings by a configuration that cannot be read, and nothing else is done by it", async () => {
    const file = program("told");
    const broken = notifier({ command: [file], bell: "perhaps" });
    await broken.ended(end);
    expect([rung, existsSync(`${file}.args`)]).toEqual(["\u0007", false]);
  });
});

describe("the command", () => {
  it("gets the notification in its environment and on its stdin, and no secret of the session", async () => {
    program("told");
    await notifier({ command: ["./told", "--channel", "a b"] }, { env: { MY_API_KEY: "key-of-the-session-0123456789" } }).ended({ ...end, exit: "human-needed" });
    expect(said).toEqual([]);
    expect(written("told.args")).toBe("--channel\na b\n");
    expect(JSON.parse(written("told.stdin"))).toEqual({
      type: "notification", kind: "human-needed", title: "DGS: run-job v1.0 needs you", body: "shop: 10 of 10 steps. Next: dgs progress", run: "run-job v1.0", product: "shop", exit: "human-needed", next: "dgs progress",
      text: "DGS: run-job v1.0 needs you\nshop: 10 of 10 steps. Next: dgs progress",
    });
    expect(written("told.env")).toMatch(/^DGS_KIND=human-needed$/m);
    expect(written("told.env")).toMatch(/^DGS_NEXT=dgs progress$/m);
    expect(written("told.env")).not.toContain("key-of-the-session");
  });

  it("that fails, is missing, or never ends is told, and changes nothing", async () => {
    program("fails", "exit 7");
    await notifier({ command: ["./fails"] }).ended(end);
    await notifier({ command: ["./missing"] }).ended(end);
    expect(said).toEqual([expect.stringMatching(/by command failed: .*fails ended with exit code 7$/), expect.stringMatching(/by command failed: .*missing was not found$/)]);
    program("hangs", "sleep 60");
    await notifier({ command: ["./hangs"] }, { mostMs: 300 }).ended(end);
    expect(said[2]).toMatch(/hangs had not ended after 0\.3 seconds, and was stopped$/);
  });

  it("is the one that was configured when the run began", async () => {
    const [first, second] = [program("first"), program("second")];
    const begun = notifier({ command: [first] });
    notifier({ command: [second], webhook: "https://example.invalid/" });
    await begun.ended(end);
    expect([existsSync(`${first}.args`), existsSync(`${second}.args`)]).toEqual([true, false]);
  });
});

describe("the webhook", () => {
  it("is sent one JSON object", async () => {
    const { address, heard } = await listen();
    await notifier({ webhook: address }).ended({ ...end, exit: "budget" });
    expect(said).toEqual([]);
    expect(heard).toEqual([{ method: "POST", type: "application/json", body: expect.any(String) as string }]);
    expect(JSON.parse(heard[0]?.body ?? "")).toMatchObject({ type: "notification", kind: "budget", run: "run-job v1.0", text: expect.stringContaining("DGS: run-job v1.0 has used up its budget") as string });
  });

  it("has its address in a variable where that is a secret, which is not told", async () => {
    const { address, heard } = await listen((response) => response.writeHead(500).end("no"));
    await notifier({ webhook_env: "HOOK" }, { env: { HOOK: address } }).ended(end);
    expect(heard).toHaveLength(1);
    await notifier({ webhook_env: "HOOK" }).ended(end);
    await notifier({ webhook_env: "HOOK" }, { env: { HOOK: "http://example.invalid/abc" } }).ended(end);
    expect(said).toEqual([expect.stringMatching(/by webhook failed: 127\.0\.0\.1:\d+ answered 500$/), expect.stringContaining("HOOK of notify.webhook_env is not set"), expect.stringContaining("holds no address with https://")]);
    expect(said.join()).not.toContain("abc");
  });

  it("goes to no other address than the one that is named", async () => {
    const other = await listen();
    const { address } = await listen((response) => response.writeHead(307, { location: other.address }).end());
    await notifier({ webhook: address }).ended(end);
    expect(other.heard).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/sent it on to another address \(307\): name that one$/)]);
  });

  it("that does not answer, answers for ever, or is not there holds nobody up for long", async () => {
    const silent = await listen(() => undefined);
    const endless = await listen((response) => { response.writeHead(200).write("a"); });
    const gone = await listen();
    servers.pop()?.close();
    await notifier({ webhook: silent.address }, { mostMs: 300 }).ended(end);
    // Once it answers it is heard: not even a machine that is too busy to do that in 0.3 seconds may tell otherwise.
    await notifier({ webhook: endless.address }, { mostMs: 120_000 }).ended(end);
    expect(said).toEqual([expect.stringMatching(/did not answer within 0\.3 seconds$/)]);
    await notifier({ webhook: gone.address }).ended(end);
    expect(said[1]).toMatch(/cannot be reached \(ECONNREFUSED\)$/);
  });
});

describe("the desktop", () => {
  it("is told by notify-send, where what agents wrote is an argument and no markup", async () => {
    program("notify-send");
    await notifier({ desktop: true }, { env: { PATH: `${base}:${process.env["PATH"] ?? ""}` } }).ended({ ...end, said: '<b>--x</b> $(touch x) "quoted"', exit: "gaps" });
    expect(said).toEqual([]);
    expect(written("notify-send.args")).toBe('--app-name=DGS\n--urgency=normal\n--\nDGS: run-job v1.0 has halted\nshop: &lt;b&gt;--x&lt;/b&gt; $(touch x) "quoted". Next: dgs progress\n');
    await notifier({ desktop: true }, { env: { PATH: path.join(base, "nothing") } }).ended(end);
    expect(said).toEqual([expect.stringContaining("by desktop failed: notify-send was not found")]);
  });

  it("is told elsewhere by a script that no text becomes a part of", () => {
    const told = { kind: "halt", title: 'DGS: " & (do shell script "id") & "', body: "'; Remove-Item x; '" } as const;
    const mac = desktopCall(told, "darwin");
    expect([mac.program, mac.args.slice(-2)]).toEqual(["osascript", [told.title, told.body]]);
    expect(mac.args.slice(0, -2).join("\n")).not.toContain("do shell script");
    const windows = desktopCall(told, "win32");
    expect([windows.program, windows.env]).toEqual(["powershell.exe", { DGS_TITLE: told.title, DGS_BODY: told.body }]);
    expect(windows.args.join(" ")).not.toContain("Remove-Item");
  });
});

it("hides secrets before anything is cut, in every way", async () => {
  const { address, heard } = await listen();
  program("told");
  program("notify-send");
  const secret = "s3cr3t-value-of-the-session-0123456789";
  const env = { DEPLOY_TOKEN: secret, PATH: `${base}:${process.env["PATH"] ?? ""}` };
  const pad = "x".repeat(145);
  await notifier({ webhook: address, command: ["./told"], desktop: true }, { env }).ended({ ...end, exit: "gaps", said: `${pad} ${secret} failed`, next: `dgs answer ${secret}` });
  const all = [heard[0]?.body, written("told.stdin"), written("told.env"), written("notify-send.args")].join("\n");
  expect(heard).toHaveLength(1);
  expect(all).not.toContain("s3cr3t");
});

it("sends by all ways side by side and says what became of each", async () => {
  const { address } = await listen();
  const notification = { kind: "done", title: "t", body: "b", run: "r", product: "p", exit: "ok" } as const;
  expect(await notifier({ webhook: address, command: ["./missing"] }, { terminal: false }).send(notification)).toEqual([
    { way: "bell", state: "absent" }, { way: "desktop", state: "off" }, { way: "command", state: "failed", why: expect.stringContaining("was not found") as string }, { way: "webhook", state: "sent" },
  ]);
});
