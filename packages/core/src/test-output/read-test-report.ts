import { plainLines, streamsOf } from "./plain-lines.js";
import { cargoTest } from "./runners/cargo-test.js";
import { dotnetTest } from "./runners/dotnet-test.js";
import { goTest } from "./runners/go-test.js";
import { gradle } from "./runners/gradle.js";
import { jest } from "./runners/jest.js";
import { junit } from "./runners/junit.js";
import { maven } from "./runners/maven.js";
import { mocha } from "./runners/mocha.js";
import { nodeTest } from "./runners/node-test.js";
import { phpunit } from "./runners/phpunit.js";
import { pytest } from "./runners/pytest.js";
import { rspec } from "./runners/rspec.js";
import { tap } from "./runners/tap.js";
import { unittest } from "./runners/unittest.js";
import { vitest } from "./runners/vitest.js";
import { addRuns, type RunnerName, type TestReport, type TestRunner } from "./test-report.js";

const RUNNERS: readonly TestRunner[] = [cargoTest, dotnetTest, goTest, gradle, jest, junit, maven, mocha, nodeTest, phpunit, pytest, rspec, tap, unittest, vitest];

/** How much of an output there is. */
export interface OutputExtent {
  /** Whether its front was left out: then the first line is no whole one, and is not read. */
  readonly isCut?: boolean;
}

/**
 * Reads what test runners said in the output of a command; nothing where none spoke in its own form. Prose is not read ("12 passed" says
 * nothing), and no text makes it throw.
 */
export function readTestReport(output: string, extent: OutputExtent = {}): TestReport | undefined {
  return reportOf(plainLines(output).slice(extent.isCut === true ? 1 : 0));
}

/** Reads a report from lines that are plain already. */
export function reportOf(lines: readonly string[]): TestReport | undefined {
  const runs = streamsOf(lines).flatMap((stream) => RUNNERS.flatMap(({ runner, read }) => {
    const counts = read(stream);
    return counts === undefined ? [] : [{ runner, counts }];
  }));
  const counts = addRuns(runs.map((run) => run.counts));
  if (counts === undefined) return undefined;
  const runners = [...new Set<RunnerName>(runs.map(({ runner }) => runner))].sort();
  return { ...counts, runners, total: counts.passed + counts.failed + counts.skipped };
}
