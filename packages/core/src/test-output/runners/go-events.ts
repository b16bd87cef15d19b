import { NO_COUNTS, type RunCounts } from "../test-report.js";

/** One line of `go test -json`. */
interface GoEvent {
  readonly Action: string;
  readonly Package: string;
  readonly Test?: string;
}

/** Reads what `go test -json` printed; nothing where it printed none of that. */
export function goEvents(lines: readonly string[]): RunCounts | undefined {
  const events = lines.flatMap(readEvent);
  if (events.length === 0) return undefined;
  const ends = events.filter(({ Action }) => Action === "pass" || Action === "fail" || Action === "skip");
  const tests = ends.filter((event): event is GoEvent & { readonly Test: string } => event.Test !== undefined);
  const parents = new Set(tests.flatMap(({ Package, Test }) => ancestorsOf(Test).map((name) => `${Package} ${name}`)));
  const leaves = tests.filter(({ Package, Test }) => !parents.has(`${Package} ${Test}`));
  const failures = leaves.filter(({ Action }) => Action === "fail");
  const broken = ends.filter(({ Action, Package, Test }) => Action === "fail" && Test === undefined && !failures.some((failure) => failure.Package === Package));
  const of = (action: string): number => leaves.filter(({ Action }) => Action === action).length;
  return { ...NO_COUNTS, passed: of("pass"), failed: failures.length, skipped: of("skip"), errors: broken.length, failedTests: failures.map(({ Test }) => Test) };
}

function ancestorsOf(name: string): readonly string[] {
  const parts = name.split("/");
  return parts.slice(0, -1).map((_, depth) => parts.slice(0, depth + 1).join("/"));
}

function readEvent(line: string): GoEvent[] {
  if (!line.startsWith("{") || !line.includes('"Action":"') || !line.includes('"Package":"')) return [];
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  return isEvent(value) ? [value] : [];
}

function isEvent(value: unknown): value is GoEvent {
  if (typeof value !== "object" || value === null || !("Action" in value) || !("Package" in value)) return false;
  return typeof value.Action === "string" && typeof value.Package === "string" && (!("Test" in value) || typeof value.Test === "string");
}
