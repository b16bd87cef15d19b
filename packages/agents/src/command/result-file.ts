import { rm } from "node:fs/promises";
import path from "node:path";
import { readBounded } from "../files/read-bounded.js";
import { amount, type Finding, formatPlace, moment, name, objectOf, oneOf, text, wholeNumber } from "../shape/shape.js";

/** The name of the file in the outbox by which a program tells how it ended. */
export const RESULT_FILE = "result.json";

const MAX_BYTES = 64 * 1024;

// A program that was written for a later DGS may say more: keys that are not known are ignored.
const usage = objectOf({}, { inputTokens: wholeNumber(0), outputTokens: wholeNumber(0), costUsd: amount, sessionId: name }, "ignored");
const shape = objectOf(
  { status: oneOf(["completed", "checkpoint", "refused", "limit-reached", "budget-exceeded"]) },
  { message: text, resetsAt: moment, usage },
  "ignored",
);

/** What a program said about its end. */
export type ResultFile = NonNullable<ReturnType<typeof shape>>;

/** What was found: nothing, a result, or what is wrong with the file. */
export type ResultFileRead = { readonly type: "absent" } | { readonly type: "read"; readonly result: ResultFile } | { readonly type: "unreadable"; readonly message: string };

/** Reads the result file and removes it: it is no result of the work. */
export async function takeResultFile(outbox: string): Promise<ResultFileRead> {
  const file = path.join(outbox, RESULT_FILE);
  const read = await readBounded(file, MAX_BYTES);
  await rm(file, { recursive: true, force: true });
  switch (read.type) {
    case "missing":
      return { type: "absent" };
    case "read":
      return parseResultFile(read.text);
    case "unreadable":
      return { type: "unreadable", message: read.message };
    case "too-large":
      return { type: "unreadable", message: `it is larger than ${String(MAX_BYTES)} bytes` };
    case "not-utf8":
      return { type: "unreadable", message: "it is not UTF-8" };
    case "not-a-file":
      return { type: "unreadable", message: "it is not a plain file" };
  }
}

/** Reads the text of a result file. */
function parseResultFile(source: string): ResultFileRead {
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\ufeff/, ""));
  } catch (error) {
    return { type: "unreadable", message: `it is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const found: Finding[] = [];
  const result = shape(value, [], found);
  if (result !== undefined) return { type: "read", result };
  return { type: "unreadable", message: found.map((finding) => `${formatPlace(finding.place)}: ${finding.message}`.replace(/^: /, "")).join("; ") };
}
