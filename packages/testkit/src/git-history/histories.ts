import type { Git } from "@dgs/core";
import fc from "fast-check";
import { createSandbox } from "../git-contract/sandbox.js";
import type { MakeGit } from "../git-contract/stage.js";
import { ATTRIBUTES, IGNORES } from "./names.js";
import { FIRST_DAY, operate, OPERATIONS } from "./operations.js";
import { actAsPerson, PERSON } from "./person.js";
import { type Watched, watchGit } from "./watch.js";
import { createWorld, type Step, type WorldSetup } from "./world.js";

/** How long and how many histories are played. */
export interface HistoryBounds {
  readonly runs: number;
  readonly steps: number;
  /** Whether the first history in which something is lost is made as short as possible; that plays it many times. */
  readonly shrink: boolean;
}

/** What was done in all histories together. */
export interface HistoryCount {
  histories: number;
  personActs: number;
  /** Calls of the port that wrote, by name, and how many of them were refused. */
  readonly calls: Map<string, { done: number; refused: number }>;
}

const kinds = [...Object.keys(PERSON).map((kind) => ({ weight: 2, arbitrary: fc.constant(`person ${kind}`) })), ...Object.keys(OPERATIONS).map((kind) => ({ weight: kind === "restore" || kind === "reset" || kind === "rebase" ? 8 : 3, arbitrary: fc.constant(kind) }))];
const number = fc.nat(999);
const step: fc.Arbitrary<Step> = fc.record({ kind: fc.oneof(...kinds), a: number, b: number, c: number });
const setup: fc.Arbitrary<WorldSetup & { readonly objectFormat: "sha1" | "sha256" }> = fc.record({
  config: fc.subarray(["core.autocrlf=true", "core.autocrlf=input", "core.safecrlf=warn", "core.untrackedCache=true", "core.splitIndex=true"], { maxLength: 2 }),
  ignore: fc.constantFrom(...IGNORES),
  attributes: fc.constantFrom(...ATTRIBUTES),
  objectFormat: fc.constantFrom("sha1" as const, "sha1" as const, "sha256" as const),
});

/** Plays random histories with an engine; the first in which something is lost is thrown. */
export async function playHistories(makeGit: MakeGit, { runs, steps, shrink }: HistoryBounds): Promise<HistoryCount> {
  const count: HistoryCount = { histories: 0, personActs: 0, calls: new Map() };
  const property = fc.asyncProperty(setup, fc.array(step, { minLength: Math.min(steps, 4), maxLength: steps, size: "max" }), async (world, all) => playHistory(makeGit, world, all, count));
  await fc.assert(property, { numRuns: runs, endOnFailure: !shrink });
  return count;
}

/** Plays one history; throws when something is lost. */
async function playHistory(makeGit: MakeGit, setup: WorldSetup & { readonly objectFormat: "sha1" | "sha256" }, steps: readonly Step[], count: HistoryCount): Promise<void> {
  const sandbox = createSandbox({ objectFormat: setup.objectFormat });
  try {
    const engineAt = (days: number): Git => makeGit({ ...sandbox.env, GIT_COMMITTER_DATE: new Date(FIRST_DAY + days * 86_400_000).toISOString() });
    const world = createWorld(sandbox, engineAt, setup);
    count.histories++;
    for (const [i, each] of steps.entries()) {
      if (each.kind.startsWith("person ")) {
        actAsPerson(world, each);
        count.personActs++;
      } else {
        await operate(world, watchGit(engineAt(i * 5), world, (watched) => { tally(count, watched); }), each);
      }
    }
    sandbox.git(world.repo, "fsck", "--no-dangling", "--no-progress");
  } finally {
    sandbox.dispose();
  }
}

function tally({ calls }: HistoryCount, { call, refused }: Watched): void {
  const known = calls.get(call) ?? { done: 0, refused: 0 };
  calls.set(call, { done: known.done + (refused === undefined ? 1 : 0), refused: known.refused + (refused === undefined ? 0 : 1) });
}
