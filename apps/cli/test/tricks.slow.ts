import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { AGENT_TRICKS } from "./tricks/agent-tricks.js";
import { GIT_TRICKS } from "./tricks/git-tricks.js";
import { HONEST_RUNS } from "./tricks/honest-runs.js";
import { RECORD_TRICKS } from "./tricks/record-tricks.js";
import { RUNNER_TRICKS } from "./tricks/runner-tricks.js";
import { SOURCE_TRICKS } from "./tricks/source-tricks.js";
import { TEST_TRICKS } from "./tricks/test-tricks.js";
import { makeTrickLab, type Played, type TrickLab } from "./tricks/trick-lab.js";
import type { Ending, Trick } from "./tricks/trick.js";

let program: BuiltProgram;
let lab: TrickLab;
const endings = new Map<string, Ending>();

beforeAll(() => {
  program = buildProgram();
  lab = makeTrickLab(program);
}, 240_000);
afterAll(() => {
  lab.remove();
  program.remove();
});

/** Runs a trick, and holds what DGS says of it against what is true. */
function play(trick: Trick): Played {
  const played = lab.play(trick);
  endings.set(trick.name, played.ending);
  const shown = `${trick.name}: ${played.ending}, exit ${String(played.code)}\n${played.report.error ?? ""}\n${played.humanNeeded.join("\n")}\n${played.audit}\n${played.printed}`;
  expect(trick.ends, shown).toContain(played.ending);
  if (played.ending !== "none") expect(played.uatStatus, shown).toBe(played.ending);
  return played;
}

/** With the whole of their names, which vitest cuts where they are fields. */
function named(tricks: readonly Trick[]): (readonly [string, Trick])[] {
  return tricks.map((trick) => [trick.name, trick]);
}

const FAMILIES: Readonly<Record<string, readonly Trick[]>> = {
  "the tests": TEST_TRICKS,
  "what runs the tests": RUNNER_TRICKS,
  "the files that tell what is measured": RECORD_TRICKS,
  "the code": SOURCE_TRICKS,
  git: GIT_TRICKS,
  "the word of agents": AGENT_TRICKS,
};

describe("an honest agent passes that", () => {
  it.each(named(HONEST_RUNS))("%s", (_name, trick) => {
    const played = play(trick);
    expect(played.code, played.printed).toBe(0);
    expect(played.humanNeeded).toEqual([]);
    expect(played.works).toBe(true);
  });
});

describe.each(Object.entries(FAMILIES))("no agent passes by a trick with %s:", (_family, tricks) => {
  it.each(named(tricks))("%s", (_name, trick) => {
    const played = play(trick);
    expect(played.ending).not.toBe("passed");
    if (played.ending === "human_needed") {
      expect(played.humanNeeded.join("\n"), played.audit).toMatch(trick.told ?? /./);
      expect(played.report.status).toBe("completed");
    } else if (played.code === 0) {
      // The job went on without an audit: that is told.
      expect(played.ending).toBe("none");
      expect(played.humanNeeded.join("\n"), played.printed).toMatch(/not carried out/);
    }
  });
});

it("counts", () => {
  const tried = Object.values(FAMILIES).flat();
  const passed = tried.filter(({ name }) => endings.get(name) === "passed");
  console.log(`tricks: ${String(tried.length)} tried, ${String(passed.length)} ended in passed`);
  expect(passed.map(({ name }) => name)).toEqual([]);
  expect(tried.length).toBeGreaterThanOrEqual(25);
  expect(new Set(tried.map(({ name }) => name)).size).toBe(tried.length);
  expect([...endings.keys()].sort()).toEqual([...HONEST_RUNS, ...tried].map(({ name }) => name).sort());
});
