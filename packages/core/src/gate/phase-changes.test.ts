import { describe, expect, it } from "vitest";
import { compareGate } from "./compare-gate.js";
import { judgePhaseChanges } from "./phase-changes.js";
import type { ChangedFile } from "./types.js";

const judged = (file: ChangedFile, planned: readonly string[]): readonly string[] =>
  judgePhaseChanges(compareGate([file], { commands: ["npm test"], planned: [], scripts: new Map() }), planned).map(({ kind, severity }) => `${severity} ${kind}`);

const test = (value: number): string => `import { it, expect } from "vitest";\nimport { add } from "./add.js";\n\nit("adds", () => {\n  expect(add(1, 2)).toBe(${String(value)});\n});\n`;
const scripts = (script: string): string => JSON.stringify({ scripts: { test: script } });

describe("judgePhaseChanges", () => {
  it("lets a plan have the tests say something else that it names", () => {
    const change = { path: "src/add.test.ts", before: test(3), after: test(4) };
    expect(judged(change, ["src/add.test.ts"])).toEqual(["listed expectation-changed"]);
    expect(judged(change, ["src/add.ts"])).toEqual(["person expectation-changed"]);
    expect(judged(change, [])).toEqual(["person expectation-changed"]);
  });

  it("lets no plan take tests away, or skip them", () => {
    expect(judged({ path: "src/add.test.ts", before: test(3) }, ["src/add.test.ts"])).toEqual(["person file-deleted"]);
    expect(judged({ path: "src/add.test.ts", before: test(3), after: test(3).replace("it(", "it.skip(") }, ["src"])).toContain("person test-skipped");
  });

  it("lets a plan bring a runner, and no script that says yes", () => {
    const none = scripts('echo "Error: no test specified" && exit 1');
    expect(judged({ path: "package.json", before: none, after: scripts("vitest run") }, ["package.json"])).toEqual(["listed script-changed"]);
    for (const yes of ["exit 0", "true", 'echo "12 passed"', "vitest run || true", "vitest run; true", "vitest run || exit 0", "vitest run --passWithNoTests"]) {
      expect(judged({ path: "package.json", before: none, after: scripts(yes) }, ["package.json"]), yes).toEqual(["person script-changed"]);
    }
  });
});
