import { expect, it } from "vitest";
import { findLeftovers, findMarked } from "./leftovers.js";
import type { TableEntry } from "./table-entry.js";

interface Row extends Partial<TableEntry> {
  readonly pid: number;
  readonly env?: readonly string[];
}

function tableOf(rows: readonly Row[]) {
  const entries = rows.map(({ pid, parent = 1, group = pid, session = pid, startTime = 200, ended = false }) => ({ pid, parent, group, session, startTime, ended }));
  return { entries, environmentOf: (pid: number) => rows.find((row) => row.pid === pid)?.env ?? [] };
}

const root = { pid: 50, startTime: 100, run: "r" };
const find = (...rows: Row[]) => findLeftovers(tableOf(rows), root).map((entry) => entry.pid);

it.each<[string, Row, number[]]>([
  ["its group", { pid: 60, group: 50 }, [60]],
  ["its session", { pid: 60, session: 50 }, [60]],
  ["its marker", { pid: 60, env: ["DGS_RUN=r"] }, [60]],
  ["its marker behind an outer one", { pid: 60, env: ["DGS_RUN=outer,r"] }, [60]],
  ["another run", { pid: 60, env: ["DGS_RUN=other"] }, []],
  ["its group and has ended", { pid: 60, group: 50, ended: true }, []],
  ["its marker and started before it", { pid: 60, startTime: 99, env: ["DGS_RUN=r"] }, []],
  ["no relation", { pid: 60 }, []],
  ["itself", { pid: 50, startTime: 100, env: ["DGS_RUN=r"] }, []],
])("looks at a process of %s", (_name, row, pids) => {
  expect(find(row)).toEqual(pids);
});

it("finds descendants of what it has found, whatever they look like", () => {
  expect(find({ pid: 62, parent: 61 }, { pid: 60, env: ["DGS_RUN=r"] }, { pid: 61, parent: 60 }, { pid: 63, parent: 2 })).toEqual([60, 61, 62]);
});

it("leaves a group alone whose number belongs to a later process, but not the marked", () => {
  expect(find({ pid: 50, startTime: 300 }, { pid: 60, group: 50 }, { pid: 61, parent: 50 }, { pid: 62, env: ["DGS_RUN=r"] })).toEqual([62]);
});

const self = { pid: 90, supervisor: "me" };
const marked = ["DGS_SUPERVISOR=dead"];
const mine = ["DGS_SUPERVISOR=dead,me"];

it("finds what a supervisor has left, and its children", () => {
  const table = tableOf([{ pid: 60, env: marked }, { pid: 61, parent: 60 }, { pid: 62, env: ["DGS_SUPERVISOR=other"] }]);
  expect(findMarked(table, "dead", self).map((entry) => entry.pid)).toEqual([60, 61]);
});

it("spares itself, its ancestors and its own programs when it comes from there itself", () => {
  const table = tableOf([
    { pid: 70, env: marked },
    { pid: 80, parent: 70, env: marked },
    { pid: 90, parent: 80, env: marked },
    { pid: 91, parent: 90, env: mine },
    { pid: 92, parent: 1, env: mine },
    { pid: 71, parent: 70, env: marked },
  ]);
  expect(findMarked(table, "dead", self).map((entry) => entry.pid)).toEqual([71]);
});
