import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "../built-program.js";
import { type ClientWish, codeOf, type McpClient, openMcp, openMcp2026 } from "./mcp-client.js";
import { bytesBelow, makeMcpStage, type McpStage } from "./mcp-stage.js";

let program: BuiltProgram;
let stage: McpStage;
const clients: McpClient[] = [];
const open = async (wish?: ClientWish, args: readonly string[] = []): Promise<McpClient> => {
  const client = await openMcp([program.main, "mcp", ...args], stage.product, wish);
  clients.push(client);
  return client;
};

beforeAll(async () => {
  program = buildProgram();
  stage = makeMcpStage();
  const client = await open();
  await client.call("create_job", { version: "v1.0" });
  // The job has done its first step and was stopped in the second: there is something to roll back.
  stage.play({ "verify-structure 1 1": 600_000 });
  const started = await client.call("run_job", { version: "v1.0", wait_seconds: 0 });
  const run = started.structuredContent?.["run"];
  for (let lines = ""; !lines.includes("verify-structure 1 1"); ) lines = JSON.stringify((await client.call("watch", { run, wait_seconds: 1 })).structuredContent?.["lines"]);
  await client.call("cancel", { run });
}, 300_000);
afterAll(async () => {
  for (const client of clients) client.leave();
  await Promise.all(clients.map((client) => client.gone));
  program.remove();
  stage.remove();
});

const preview = async (client: McpClient): Promise<string> => String((await client.call("preview", { action: "rollback-job", version: "v1.0" })).structuredContent?.["token"]);
const head = (): string => stage.git("rev-parse", "milestone/v1.0");

describe("what takes something away", () => {
  it("does nothing without a token, with a wrong one, or with one of another state, and says so", async () => {
    const client = await open();
    const [planning, commit] = [bytesBelow(stage.product), head()];
    expect(codeOf(await client.call("rollback_job", { version: "v1.0" }))).toBe("confirmation-needed");
    for (const token of ["", "x", "0".repeat(16), "__proto__"]) expect(codeOf(await client.call("rollback_job", { version: "v1.0", token }))).toBe("changed-since-preview");
    const stale = await preview(client);
    expect(await preview(client)).toBe(stale);
    const other = path.join(`${stage.code}--v1.0`, "src/units.js");
    writeFileSync(other, "// worked on by hand\n");
    expect(codeOf(await client.call("rollback_job", { version: "v1.0", token: stale }))).toBe("changed-since-preview");
    stage.git("-C", path.dirname(other), "checkout", "--", "units.js");
    expect(bytesBelow(stage.product)).toEqual(planning);
    expect(head()).toBe(commit);
  });

  it("asks the person where one can be asked: a no is a no", async () => {
    const said: ("accept" | "decline")[] = [];
    const answers = { action: "decline" as "accept" | "decline", content: {} as { confirm?: boolean } };
    const client = await open({ answer: () => {
      said.push(answers.action);
      return answers.action === "accept" ? answers : { action: answers.action };
    } });
    const [planning, commit] = [bytesBelow(stage.product), head()];
    const token = await preview(client);
    expect(codeOf(await client.call("rollback_job", { version: "v1.0", token }))).toBe("declined");
    Object.assign(answers, { action: "accept", content: { confirm: false } });
    expect(codeOf(await client.call("rollback_job", { version: "v1.0", token }))).toBe("declined");
    expect(said).toEqual(["decline", "accept"]);
    // Nobody is asked about what would not be done anyway.
    expect(codeOf(await client.call("rollback_job", { version: "v1.0", token: "wrong" }))).toBe("changed-since-preview");
    expect(said).toHaveLength(2);
    expect(bytesBelow(stage.product)).toEqual(planning);
    expect(head()).toBe(commit);
  });

  it("asks in the answer itself since 2026, and takes what is said with the next call", async () => {
    const client = openMcp2026([program.main, "mcp"], stage.product, { elicitation: { form: {} } });
    clients.push(client);
    const [planning, commit] = [bytesBelow(stage.product), head()];
    const token = await preview(client);
    const params = { name: "rollback_job", arguments: { version: "v1.0", token } };
    const asked = await client.ask("tools/call", params);
    const requests = asked.result?.["inputRequests"] as Readonly<Record<string, { readonly method: string; readonly params: { readonly message: string } }>>;
    const [[key, request]] = Object.entries(requests) as [[string, (typeof requests)[string]]];
    expect(asked.result?.["resultType"]).toBe("input_required");
    expect(request).toMatchObject({ method: "elicitation/create", params: { message: expect.stringContaining("Roll the job of v1.0 back?") as string } });
    const state = asked.result?.["requestState"];
    const answered = await client.ask("tools/call", { ...params, inputResponses: { [key]: { action: "decline" } }, ...(state === undefined ? {} : { requestState: state }) });
    expect(codeOf(answered.result as unknown as Parameters<typeof codeOf>[0])).toBe("declined");
    expect(bytesBelow(stage.product)).toEqual(planning);
    expect(head()).toBe(commit);
  });

  it("is not asked about where the server was started without questions", async () => {
    const client = await open({ answer: () => ({ action: "decline" }) }, ["--no-questions"]);
    expect(codeOf(await client.call("rollback_job", { version: "v1.0" }))).toBe("confirmation-needed");
    expect(client.told.filter(({ method }) => method === "elicitation/create")).toEqual([]);
  });

  it("is done with the token, also that of a server that is gone, after a yes", async () => {
    const first = await open();
    const token = await preview(first);
    first.kill("SIGKILL");
    await first.gone;
    let asked = "";
    let action: "accept" | "cancel" = "accept";
    const second = await open({ answer: () => {
      asked = JSON.stringify(second.told.find(({ method }) => method === "elicitation/create")?.params);
      return action === "cancel" ? { action } : { action, content: { confirm: true } };
    } });
    const before = head();
    const done = await second.call("rollback_job", { version: "v1.0", token });
    expect(done.structuredContent, done.content[0]?.text).toMatchObject({ type: "rolled-back", version: "v1.0" });
    expect(asked).toContain("Roll the job of v1.0 back?");
    expect(head()).not.toBe(before);
    expect(stage.git("for-each-ref", "--contains", before, "refs/dgs/keep")).not.toBe("");
    // It was used: what it was of is not there any more.
    expect((await second.call("rollback_job", { version: "v1.0", token })).isError).toBe(true);
    const undo = String((await second.call("preview", { action: "undo-rollback", version: "v1.0" })).structuredContent?.["token"]);
    // A token of one action is none of another.
    expect(codeOf(await second.call("rollback_job", { version: "v1.0", token: undo }))).toBeDefined();
    // A question that is closed without an answer leaves it to the token.
    action = "cancel";
    expect((await second.call("undo_rollback", { version: "v1.0", token: undo })).structuredContent).toMatchObject({ type: "rollback-undone" });
    expect(head()).toBe(before);
  });
});
