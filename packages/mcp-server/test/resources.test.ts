import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createProductRegistry } from "../src/product-registry.js";
import { serveHttp } from "../src/serve-http.js";
import { type Message, postModern } from "./post.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

let product: ProductFolder;
let url: string;
const end = new AbortController();

beforeAll(async () => {
  product = makeProductFolder();
  ({ url } = await serveHttp(createProductRegistry(product.options), { port: 0, asksPeople: false, onError: () => undefined, signal: end.signal }));
});
afterAll(() => {
  end.abort();
  product.remove();
});

async function ask(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Message> {
  return (await postModern(url, method, params)).messages[0]!;
}

const read = (uri: string): Promise<Message> => ask("resources/read", { uri });

/** The text at an address. */
async function textAt(uri: string): Promise<string> {
  const { result, error } = await read(uri);
  if (error !== undefined) throw new Error(error.message);
  return (result!["contents"] as { readonly text: string }[])[0]!.text;
}

interface Listed {
  readonly uri: string;
  readonly mimeType?: string;
  readonly size?: number;
  readonly description?: string;
}

const list = async (): Promise<readonly Listed[]> => (await ask("resources/list")).result!["resources"] as Listed[];

const RUN = "run-job-0123abcd";

function writeRun(events: number): void {
  const folder = `jobs/.runs/${RUN}`;
  product.write(`${folder}/run.json`, JSON.stringify({ id: RUN, operation: "run-job", input: { version: "v1.0" }, started: "2026-01-01T00:00:00.000Z", attempts: 1 }));
  product.write(`${folder}/end.json`, JSON.stringify({ ended: "2026-01-01T01:00:00.000Z", exit: "ok", report: { type: "run", version: "v1.0" }, text: "Done." }));
  product.write(`${folder}/events.jsonl`, Array.from({ length: events }, (_, at) => `${JSON.stringify({ type: "note", text: `note ${String(at)}` })}\n`).join(""));
}

it("lists what matters now in a fixed order, with types and sizes, and the rest as templates", async () => {
  writeRun(1);
  const resources = await list();
  expect(resources.map(({ uri, mimeType }) => `${uri} ${mimeType ?? ""}`)).toEqual([
    "dgs://progress application/json",
    "dgs://planning/ROADMAP.md text/markdown",
    "dgs://planning/STATE.md text/markdown",
    "dgs://planning/config.json application/json",
    "dgs://planning/phases/01-parser/01-01-PLAN.md text/markdown",
    "dgs://planning/phases/01-parser/01-01-SUMMARY.md text/markdown",
    "dgs://planning/phases/02-printer/02-01-PLAN.md text/markdown",
    "dgs://job/v1.0 text/markdown",
    "dgs://report/v1.0 application/json",
    `dgs://run/${RUN} application/json`,
    `dgs://run/${RUN}/log text/plain`,
  ]);
  expect(resources.find(({ uri }) => uri.endsWith("config.json"))?.size).toBe(38);
  const templates = (await ask("resources/templates/list")).result!["resourceTemplates"] as { readonly uriTemplate: string }[];
  expect(templates.map(({ uriTemplate }) => uriTemplate)).toEqual(["dgs://planning/{+path}", "dgs://job/{version}", "dgs://report/{version}", "dgs://report/{version}/page", "dgs://run/{id}", "dgs://run/{id}/log"]);
});

it("reads everything that it lists", async () => {
  writeRun(1);
  for (const { uri, mimeType } of await list()) {
    const { result } = await read(uri);
    expect(result!["contents"], uri).toMatchObject([{ uri, mimeType }]);
  }
});

it("gives planning files by their path, also such that are not listed, progress and runs as JSON, a job wherever it lies", async () => {
  writeRun(2);
  expect(await textAt("dgs://planning/phases/03-later/03-01-PLAN.md")).toContain("phase: 03-later");
  product.write("notes/what now?/100% (a).md", "Odd names.\n");
  expect(await textAt("dgs://planning/notes/what%20now%3F/100%25%20(a).md")).toBe("Odd names.\n");
  expect(JSON.parse(await textAt("dgs://progress"))).toMatchObject({ type: "progress", totals: { phases: { done: 1, total: 2 } } });
  expect(await textAt("dgs://job/v1.0")).toContain("# Milestone Job: v1.0");
  rmSync(path.join(product.planning, "jobs/pending/milestone-v1.0.md"));
  product.write("jobs/completed/milestone-v1.0.md", "# Milestone Job: v1.0\n\n- **Version:** v1.0\n- **Status:** completed\n\n## Steps\n");
  expect(await textAt("dgs://job/v1.0")).toContain("completed");
  expect(JSON.parse(await textAt(`dgs://run/${RUN}`))).toMatchObject({ run: RUN, status: "ended", exit: "ok", report: { type: "run" } });
  expect(await textAt(`dgs://run/${RUN}/log`)).toMatch(/note 0\n.*note 1\n$/s);
});

it("gives the end of a long log and says what is left out", async () => {
  writeRun(2_005);
  const log = await textAt(`dgs://run/${RUN}/log`);
  expect(log).toMatch(/^\(5 earlier lines left out\)\n/);
  expect(log.split("\n")).toHaveLength(2_002);
});

it.each([
  ["dgs://planning/NOTHING.md", -32602, /there is no file NOTHING\.md/],
  ["dgs://planning/phases", -32602, /it is a folder/],
  ["dgs://job/v9.9", -32602, /there is no job for v9\.9/],
  ["dgs://job/nonsense", -32602, /is not a version/],
  ["dgs://report/v9.9", -32602, /neither a job nor a phase of v9\.9/],
  ["dgs://report/nonsense", -32602, /is not a version/],
  ["dgs://report/v9.9/page", -32602, /no report of v9\.9 is kept as a page.*dgs report v9\.9/],
  ["dgs://report/..%2f..%2fx/page", -32602, /no address of DGS/],
  ["dgs://report/v1.0/more", -32602, /not found/i],
  ["dgs://run/run-job-ffffffff", -32602, /there is no run/],
  ["dgs://run/..%2f..%2f..%2fetc/log", -32602, /no address of DGS/],
  ["dgs://planning/.git/config", -32602, /no address of DGS/],
  ["dgs://planning/%E0%A4%A.md", -32602, /no address of DGS/],
  ["dgs://nothing/at/all", -32602, /not found/i],
  ["file:///etc/passwd", -32602, /not found/i],
  ["no address", -32602, /invalid/],
])("says of %s what is wrong", async (uri, code, message) => {
  const { error } = await read(uri);
  expect(error?.code).toBe(code);
  expect(error?.message).toMatch(message);
});

describe("a file that cannot be given", () => {
  beforeEach(() => { mkdirSync(path.join(product.planning, "odd"), { recursive: true }); });
  afterEach(() => { rmSync(path.join(product.planning, "odd"), { recursive: true, force: true }); });

  it("says where it is no UTF-8", async () => {
    product.write("odd/latin1.md", Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a]));
    const { error } = await read("dgs://planning/odd/latin1.md");
    expect(error).toMatchObject({ data: { code: "not-utf8", at: "odd/latin1.md:2:1" } });
  });

  it("says how big it is, and reads nothing of it", async () => {
    product.write("odd/big.md", "x".repeat(1_048_577));
    const { error } = await read("dgs://planning/odd/big.md");
    expect(error).toMatchObject({ data: { code: "resource-too-big" } });
    expect(error?.message).toContain("1048577 bytes");
    product.write("odd/big.md", "x".repeat(1_048_576));
    expect(await textAt("dgs://planning/odd/big.md")).toHaveLength(1_048_576);
  });

  it.skipIf(process.platform === "win32")("does not wait for who writes into a pipe", async () => {
    execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path.join(product.planning, "odd/pipe.md")]);
    expect((await read("dgs://planning/odd/pipe.md")).error).toMatchObject({ data: { code: "not-a-file" } });
  });

  it.skipIf(process.platform === "win32")("is refused where a link leads out of the root, of a file or of a folder", async () => {
    writeFileSync(path.join(product.base, "secret.md"), "secret\n");
    symlinkSync(path.join(product.base, "secret.md"), path.join(product.planning, "odd/file.md"));
    symlinkSync(product.base, path.join(product.planning, "odd/folder"));
    for (const name of ["file.md", "folder/secret.md"]) expect((await read(`dgs://planning/odd/${name}`)).error).toMatchObject({ data: { code: "leaves-root" } });
    symlinkSync(path.join(product.planning, "ROADMAP.md"), path.join(product.planning, "odd/inside.md"));
    expect(await textAt("dgs://planning/odd/inside.md")).toContain("# Roadmap");
  });
});

it("completes paths, versions and runs by what was typed", async () => {
  writeRun(1);
  const complete = async (uri: string, name: string, value: string): Promise<unknown> => (await ask("completion/complete", { ref: { type: "ref/resource", uri }, argument: { name, value } })).result!["completion"];
  expect(await complete("dgs://planning/{+path}", "path", "phases/0")).toMatchObject({ values: ["phases/01-parser/", "phases/02-printer/", "phases/03-later/"] });
  expect(await complete("dgs://planning/{+path}", "path", "RO")).toMatchObject({ values: ["ROADMAP.md"] });
  expect(await complete("dgs://planning/{+path}", "path", "../")).toMatchObject({ values: [] });
  expect(await complete("dgs://job/{version}", "version", "v")).toMatchObject({ values: ["v1.0"] });
  expect(await complete("dgs://run/{id}/log", "id", "run-")).toMatchObject({ values: [RUN] });
  for (let at = 0; at < 120; at += 1) product.write(`many/${String(at)}.md`, "");
  expect(await complete("dgs://planning/{+path}", "path", "many/")).toMatchObject({ hasMore: true, values: expect.objectContaining({ length: 100 }) as unknown });
});

it("serves a folder without a plan: nothing but progress is listed, and reading says what is missing", async () => {
  const stop = new AbortController();
  const empty = makeProductFolder();
  try {
    rmSync(empty.planning, { recursive: true });
    const at = await serveHttp(createProductRegistry(empty.options), { port: 0, asksPeople: false, onError: () => undefined, signal: stop.signal });
    const listed = (await postModern(at.url, "resources/list")).messages[0]!.result!["resources"] as Listed[];
    expect(listed.map(({ uri }) => uri)).toEqual(["dgs://progress"]);
    expect((await postModern(at.url, "resources/read", { uri: "dgs://progress" })).messages[0]!.error).toMatchObject({ data: { code: "no-planning-folder" } });
  } finally {
    stop.abort();
    empty.remove();
  }
});
