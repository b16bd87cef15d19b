import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { answerCall } from "../src/answer-call.js";
import type { Answer } from "../src/answer.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let product: SampleProduct;
let shown: string;
afterEach(() => { product.remove(); });

function make(): string {
  shown = "";
  product = makeProduct({ "config.json": '{ "notify": { "command": ["./told"] }, "agents": { "adapter": "command", "command": ["false"] } }\n' });
  const file = path.join(product.base, "told");
  writeFileSync(file, "#!/bin/sh\ncat > told.json\n");
  chmodSync(file, 0o755);
  return path.join(product.base, "told.json");
}

const call = (args: readonly string[]): Promise<Answer> => {
  const output = { write: (text: string) => { shown += text; }, isTerminal: true, columns: () => 80 };
  return answerCall({ args, cwd: product.base, env: { PATH: process.env["PATH"], HOME: product.base, TERM: "dumb" }, stdout: output, stderr: output }, "0.0.0");
};

it("tries the ways that are asked for", async () => {
  const told = make();
  expect(await call(["settings", "test-notification"])).toMatchObject({ type: "reported", exit: "ok", report: { ways: [{ way: "bell", state: "sent" }, { way: "desktop", state: "off" }, { way: "command", state: "sent" }, { way: "webhook", state: "off" }], next: { command: "dgs progress" } } });
  expect([shown, JSON.parse(readFileSync(told, "utf8"))]).toMatchObject(["\u0007", { kind: "done", exit: "ok" }]);
});

it("tells once the answer is there, and nothing of a call that was refused or only shows", async () => {
  const told = make();
  const refused = await call(["run-job", "v9.9"]);
  await refused.tell?.();
  const preview = await call(["complete-milestone", "v1.0", "--dry-run"]);
  expect([preview.tell, existsSync(told)]).toEqual([undefined, false]);
  const answer = await call(["plan-phase", "2", "--auto"]);
  expect([answer.type, existsSync(told)]).toEqual(["reported", false]);
  await answer.tell?.();
  expect(JSON.parse(readFileSync(told, "utf8"))).toMatchObject({ kind: "done", run: "plan-phase 2", next: expect.stringMatching(/^dgs /) as string });
});
