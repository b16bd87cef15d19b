import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyReport, jobReport, longReport, runningReport } from "../../test/sample-reports.js";
import { packLanes } from "./pack-lanes.js";
import { planGraph } from "./plan-graph.js";
import { merge, ticksOf, timeScale } from "./time-scale.js";
import { timelineOf } from "./timeline.js";
import { toneOf } from "./tone.js";

const stretch = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e7 })).map(([from, length]) => ({ from, to: from + length }));

describe("the line of time", () => {
  it("goes from 0 to 100 and never back, whatever is on it", () => {
    fc.assert(fc.property(fc.array(stretch, { minLength: 1, maxLength: 30 }), (all) => {
      const scale = timeScale(all);
      const moments = all.flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b);
      const places = moments.map(scale.at);
      for (const [at, place] of places.entries()) expect(place).toBeGreaterThanOrEqual((places[at - 1] ?? 0) - 1e-9);
      expect(places[0]).toBe(0);
      if (scale.to > scale.from) expect(scale.at(scale.to)).toBeCloseTo(100, 6);
    }));
  });

  it("shortens a night between two runs, and keeps both in one scale", () => {
    const hour = 3_600_000;
    const scale = timeScale([{ from: 0, to: hour }, { from: 13 * hour, to: 15 * hour }]);
    expect(scale.breaks).toEqual([{ from: hour, to: 13 * hour }]);
    expect(scale.at(13 * hour) - scale.at(hour)).toBeCloseTo(2);
    expect((scale.at(15 * hour) - scale.at(13 * hour)) / scale.at(hour)).toBeCloseTo(2);
    for (const tick of ticksOf(scale)) expect(tick <= hour || tick >= 13 * hour).toBe(true);
  });

  it("has few round ticks, in order, of any time", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e11 }), (length) => {
      const ticks = ticksOf(timeScale([{ from: 1_700_000_000_000, to: 1_700_000_000_000 + length }]));
      expect(ticks.length).toBeLessThanOrEqual(17);
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
    }));
  });

  it("joins what touches", () => {
    expect(merge([{ from: 5, to: 6 }, { from: 0, to: 2 }, { from: 2, to: 3 }])).toEqual([{ from: 0, to: 3 }, { from: 5, to: 6 }]);
  });

  it("puts stretches into as many lanes as were ever side by side, and loses none", () => {
    fc.assert(fc.property(fc.array(stretch, { maxLength: 40 }), (all) => {
      const lanes = packLanes(all);
      expect(lanes.flat()).toHaveLength(all.length);
      for (const lane of lanes) for (const [at, { from }] of lane.entries()) expect(from).toBeGreaterThanOrEqual(lane[at - 1]?.to ?? 0);
      const most = Math.max(0, ...all.map(({ from }) => all.filter((other) => other.from <= from && (other.to > from || other.from === from)).length));
      expect(lanes.length).toBeLessThanOrEqual(most);
    }));
  });
});

describe("the graph of plans", () => {
  const ids = ["a", "b", "c", "d", "__proto__", "constructor"];
  const plans = fc.array(fc.tuple(fc.constantFrom(...ids), fc.array(fc.constantFrom(...ids, "nowhere"))).map(([id, after]) => ({ id, after })), { maxLength: 8 });

  it("has each plan once, right of what it comes after, and no two in one place, even of plans in a circle", () => {
    fc.assert(fc.property(plans, (all) => {
      const { nodes, edges, columns, rows } = planGraph(all, []);
      expect(nodes.map(({ id }) => id).sort()).toEqual([...new Set(all.map(({ id }) => id))].sort());
      expect(new Set(nodes.map(({ column, row }) => `${String(column)} ${String(row)}`)).size).toBe(nodes.length);
      for (const { column, row } of nodes) expect(column < columns && row < rows).toBe(true);
      const at = new Map(nodes.map((node) => [node.id, node]));
      for (const { from, to } of edges) expect(at.get(from)!.column).toBeLessThan(at.get(to)!.column);
    }));
  });

  it("is a column for each plan of a chain, however long, and knows the critical path", () => {
    const chain = Array.from({ length: 300 }, (_, at) => ({ id: String(at), after: at === 0 ? [] : [String(at - 1)] }));
    const graph = planGraph(chain, ["0", "1", "2"]);
    expect([graph.columns, graph.rows, graph.edges.filter(({ critical }) => critical)]).toEqual([300, 1, [{ from: "0", to: "1", critical: true }, { from: "1", to: "2", critical: true }]]);
  });
});

describe("the timeline", () => {
  it("is none where nothing has a time, and leaves out what has none that can be read", () => {
    expect(timelineOf(emptyReport())).toBeUndefined();
    const report = { ...emptyReport(), runs: [{ run: "r", command: "run-job", start: "once", end: "later" }] };
    expect(timelineOf(report)).toBeUndefined();
  });

  it("lasts until now where something goes on, and not where it was cut off", () => {
    expect(timelineOf(jobReport())?.now).toBeUndefined();
    const running = timelineOf(runningReport())!;
    expect(running.now).toBe(Date.parse(runningReport().made));
    expect(running.groups[0]?.lanes[0]?.bars[0]).toMatchObject({ open: true, tone: "running", to: running.now });
  });

  it("gives steps lanes together where there are many, and none to what has not run", () => {
    const many = { ...longReport(0), steps: Array.from({ length: 2 }, () => longReport(0).steps).flat() };
    expect(timelineOf(many)!.groups.find(({ name }) => name === "Steps")!.lanes.length).toBe(2);
    expect(timelineOf(runningReport())!.groups.find(({ name }) => name === "Steps")!.lanes.map(({ name }) => name)).toEqual(["1 execute-phase 1", "2 audit-phase 1", "3 execute-phase 2"]);
  });
});

it.each([
  ["completed", "done"], ["passed", "done"], ["phase-audited", "done"], ["approved", "done"], ["landed", "done"], ["accepted", "done"],
  ["failed", "failed"], ["timed-out", "failed"], ["conflict", "failed"], ["blocked", "failed"], ["not-accepted", "failed"], ["budget", "failed"], ["locked", "failed"], ["internal", "failed"], ["usage", "failed"], ["lost", "failed"], ["no-test-ran", "failed"], ["infrastructure", "failed"],
  ["waiting", "waiting"], ["diagnosed", "waiting"], ["gaps_found", "waiting"], ["human_needed", "waiting"], ["skipped", "waiting"], ["limit-reached", "waiting"], ["flaky", "waiting"],
  ["in-progress", "running"], ["under-way", "running"], ["pending", "open"], ["open", "open"], ["unplanned", "open"], ["planned", "open"], ["partial", "open"], ["executed", "open"], ["superseded", "open"], ["not-run", "open"], ["unknown", "open"], ["cancelled", "cut-off"], ["rolled_back", "cut-off"], [undefined, "open"],
] as const)("says of %s that it is %s", (word, tone) => {
  expect(toneOf(word)).toBe(tone);
});
