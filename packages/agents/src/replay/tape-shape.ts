import { AGENT_ROLES } from "@dgs/core";
import { faultOfPath } from "../files/safe-path.js";
import { amount, flag, isObject, listOf, moment, name, objectOf, oneOf, type Shape, text, valueThat, wholeNumber } from "../shape/shape.js";
import type { Tape, TapeChange, TapeEntry, TapeExpectation } from "./tape.js";

const path: Shape<string> = (value, place, found) => {
  const read = name(value, place, found);
  const fault = read === undefined ? undefined : faultOfPath(read);
  if (fault !== undefined) found.push({ place, message: `the path ${JSON.stringify(read)} ${fault}` });
  return fault === undefined ? read : undefined;
};

/** A path in the tree: git's own folder holds hooks and configuration, which are no work of an agent. */
const treePath: Shape<string> = (value, place, found) => {
  const read = path(value, place, found);
  if (read === undefined || !read.split("/").some((part) => part.toLowerCase() === ".git")) return read;
  found.push({ place, message: `the path ${JSON.stringify(read)} leads into git's own folder` });
  return undefined;
};

const VERSIONS = "1 or 2, the versions this program plays,";

const base64 = valueThat("base64", (value): value is string => typeof value === "string" && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value));
const sha256 = valueThat("a sha256 in 64 hexadecimal digits", (value): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value));

/** An object that is told apart by which one of some keys it has. */
function byKey<T>(shapes: Readonly<Record<string, Shape<T>>>): Shape<T> {
  const keys = Object.keys(shapes);
  return (value, place, found) => {
    const given = isObject(value) ? keys.filter((key) => Object.hasOwn(value, key)) : [];
    const shape = given.length === 1 ? shapes[given[0] ?? ""] : undefined;
    if (shape !== undefined) return shape(value, place, found);
    found.push({ place, message: `exactly one of the keys ${keys.join(", ")} is expected, ${given.length === 0 ? "none is there" : `${given.join(" and ")} are there`}` });
    return undefined;
  };
}

const change = byKey<TapeChange>({
  text: objectOf({ path: treePath, text }, { executable: flag }),
  base64: objectOf({ path: treePath, base64 }, { executable: flag }),
  delete: objectOf({ path: treePath, delete: flag }, {}),
});

const expectation = byKey<TapeExpectation>({
  text: objectOf({ path: treePath, text }, {}),
  sha256: objectOf({ path: treePath, sha256 }, {}),
  absent: objectOf({ path: treePath, absent: flag }, {}),
});

const usage = objectOf({}, { durationMs: amount, inputTokens: wholeNumber(0), outputTokens: wholeNumber(0), costUsd: amount, sessionId: name });

const result = objectOf(
  { type: oneOf(["completed", "checkpoint", "refused", "limit-reached", "budget-exceeded", "timed-out", "crashed", "cancelled", "lost"]) },
  { message: text, resetsAt: moment, usage, denied: listOf(text), overload: flag },
);

const asked = objectOf({ inputs: listOf(objectOf({ title: text, text }, { path: text })) }, { tier: oneOf(["opus", "sonnet", "haiku"]) });

const firstEntry = {
  attempt: wholeNumber(1),
  role: oneOf(AGENT_ROLES),
  expects: listOf(expectation),
  changes: listOf(change),
  outbox: listOf(objectOf({ path, text }, {})),
  delayMs: wholeNumber(0),
  asked,
  hidden: flag,
  leftOut: listOf(objectOf({ path: text, reason: text }, {})),
};

const open = objectOf(
  { purpose: name, cwd: text, asked, tries: wholeNumber(0), before: listOf(objectOf({ path: text, kind: oneOf(["file", "link", "other"]), content: text }, { executable: flag })) },
  { base: text },
);

const first = objectOf({ version: valueThat(VERSIONS, (value): value is 1 => value === 1), name, entries: listOf(objectOf({ purpose: name, result }, firstEntry)) }, {});
const second = objectOf(
  { version: valueThat(VERSIONS, (value): value is 2 => value === 2), name, entries: listOf(objectOf({ purpose: name, result }, { ...firstEntry, cutOff: flag })) },
  { open: listOf(open) },
);

/** An entry as it stands in a file: what a reader fills in may be missing. */
type TapeEntryWritten = Omit<TapeEntry, "attempt" | "expects" | "changes" | "outbox" | "delayMs"> & Partial<TapeEntry>;

/** The shape of a tape, in the version that it says it has; nothing in it may be unknown. */
export const tapeShape: Shape<Omit<Tape, "entries"> & { readonly entries: readonly TapeEntryWritten[] }> = (value, place, found) =>
  (isObject(value) && value["version"] === 2 ? second : first)(value, place, found);
