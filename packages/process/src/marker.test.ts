import { expect, it } from "vitest";
import { carriesMarker, createMarker, formatSupervisor, withMarker } from "./marker.js";

const marker = { run: "r", supervisor: "s" };

it("adds the marker to an environment and nothing else", () => {
  expect(withMarker({ A: "1", DGS_RUN: "mine" }, marker, {})).toEqual({ A: "1", DGS_RUN: "r", DGS_SUPERVISOR: "s" });
});

it("keeps the marker of an outer supervisor in front, with and without one of its own", () => {
  const outer = { DGS_RUN: "o", DGS_SUPERVISOR: "p", HOME: "/" };
  expect(withMarker({}, marker, outer)).toEqual({ DGS_RUN: "o,r", DGS_SUPERVISOR: "p,s" });
  expect(withMarker({}, undefined, outer)).toEqual({ DGS_RUN: "o", DGS_SUPERVISOR: "p" });
  expect(withMarker({}, undefined, {})).toEqual({});
});

it("finds a value alone and among others, and no part of one", () => {
  expect(carriesMarker(["A=1", "DGS_RUN=r"], "DGS_RUN", "r")).toBe(true);
  expect(carriesMarker(["DGS_RUN=o,r,q"], "DGS_RUN", "r")).toBe(true);
  expect(carriesMarker(["DGS_RUN=rr,x"], "DGS_RUN", "r")).toBe(false);
  expect(carriesMarker(["X=DGS_RUN=r", "DGS_SUPERVISOR=r"], "DGS_RUN", "r")).toBe(false);
  expect(carriesMarker([], "DGS_RUN", "r")).toBe(false);
});

it("is another one for each run", () => {
  expect(createMarker("s").run).not.toBe(createMarker("s").run);
});

it("writes a runner as one word", () => {
  expect(formatSupervisor({ pid: 7, startTime: "1, 2 /", bootId: "b", pidNamespace: "pid:[1]", host: "h" })).toBe("7/1%2C%202%20%2F/b/pid%3A%5B1%5D");
});
