import { expect, test } from "vitest";
import { lateRequires } from "../scripts/bundle/late-requires.js";

const PRELUDE = "var __defProp = Object.defineProperty;\nvar __export = (target, all) => {};\nvar __toCommonJS = (mod) => mod;\n";
const EXPORTED = "var stdin_exports = {};\n__export(stdin_exports, {\n  counted: () => counted,\n  twice: () => twice\n});\nmodule.exports = __toCommonJS(stdin_exports);\n";
const CHUNK = `${PRELUDE}${EXPORTED}var import_chunk_ABC = require("./chunk-ABC.js");\nvar counted = 0;\nfunction twice(n) {\n  counted = counted + 1;\n  return 2 * (0, import_chunk_ABC.plus)(n);\n}\n`;

interface Chunk {
  readonly counted: number;
  readonly twice: (n: number) => number;
}

/** Runs a chunk as Node does, and says what it loads and what it leaves for later. */
function run(code: string, isThere = true) {
  const [loaded, later]: [string[], (() => void)[]] = [[], []];
  const exported = {};
  const load = (name: string): unknown => {
    if (!isThere) throw new Error(`Cannot find module ${name}`);
    loaded.push(name);
    return { plus: (n: number) => n + 1 };
  };
  const timer = (action: () => void): { unref: () => void } => (later.push(action), { unref: () => undefined });
  (new Function("require", "exports", "setTimeout", code) as (...given: unknown[]) => void)(load, exported, timer);
  return { loaded, later, chunk: exported as Chunk };
}

test("A chunk loads another one when it first takes a name from it, and once", () => {
  const { loaded, chunk } = run(lateRequires(CHUNK));
  expect(loaded).toEqual([]);
  expect([chunk.twice(1), chunk.twice(2)]).toEqual([4, 6]);
  expect(loaded).toEqual(["./chunk-ABC.js"]);
});

test("What changes later is exported as it is then", () => {
  const { chunk } = run(lateRequires(CHUNK));
  chunk.twice(1);
  expect(chunk.counted).toBe(1);
});

test("A program that runs on loads what it has not needed: its files may be replaced meanwhile", () => {
  const { loaded, later } = run(lateRequires(CHUNK));
  for (const each of later) each();
  expect(loaded).toEqual(["./chunk-ABC.js"]);
});

test("A chunk that is gone when the rest is loaded ends no program that does not need it", () => {
  const { later } = run(lateRequires(CHUNK), false);
  for (const each of later) expect(each).not.toThrow();
});

test("An export that is written in another way ends the build", () => {
  expect(() => lateRequires(CHUNK.replace("() => twice", "function () { return twice; }"))).toThrow("an export of a chunk is not understood");
});
