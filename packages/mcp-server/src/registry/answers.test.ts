import { expect, it } from "vitest";
import type { Refusal } from "@dgs/runtime";
import { answerWithRefusal, answerWithReport } from "./answers.js";

const refusal: Refusal = { type: "refused", code: "no-such-job", message: "there is no job for v9", at: "jobs/pending", remedy: "Create it.", exit: "usage" };

it("says an error in text alone: for people, and then for programs", () => {
  const { isError, structured, content } = answerWithRefusal(refusal, "/product", "/product/.planning");
  expect({ isError, structured }).toEqual({ isError: true, structured: undefined });
  const [words, json] = content.map((piece) => (piece.type === "text" ? piece.text : ""));
  expect(words).toBe("dgs: there is no job for v9\n  at: .planning/jobs/pending\n  do: Create it.");
  expect(JSON.parse(json ?? "")).toEqual({ error: { code: "no-such-job", message: "there is no job for v9", at: ".planning/jobs/pending", remedy: "Create it.", exit: "usage" } });
});

it("tells every problem of a file that cannot be read", () => {
  const problems = ["one", "two"].map((message) => ({ code: "config-value", severity: "error", message, at: { path: "config.json", line: 1, column: 1 } }));
  const { content } = answerWithRefusal({ ...refusal, problems: problems as unknown as NonNullable<Refusal["problems"]> }, "/product");
  expect(content.map((piece) => (piece.type === "text" ? piece.text : "")).join("\n")).toMatch(/"message":"one".*"message":"two"/);
});

it("says a result in both forms", () => {
  expect(answerWithReport({ type: "jobs" }, "No jobs.")).toEqual({ type: "answered", content: [{ type: "text", text: "No jobs." }], structured: { type: "jobs" } });
});
