import { expect, it } from "vitest";
import { judgeLiveness, type Glimpse } from "./liveness.js";

const here = { host: "h", bootId: "b", pidNamespace: "n" };
const holder = { ...here, pid: 7, startTime: "100" };
const running: Glimpse = { startTime: "100", ended: false };

it.each<[string, Partial<typeof holder>, Partial<typeof here>, Glimpse, string]>([
  ["the same process", {}, {}, running, "alive"],
  ["no such pid", {}, {}, "gone", "dead"],
  ["a zombie", {}, {}, { startTime: "100", ended: true }, "dead"],
  ["a later process with its pid", {}, {}, { startTime: "101", ended: false }, "dead"],
  ["a pid that is there and hidden", {}, {}, "hidden", "unknown"],
  ["another boot of this host", { bootId: "older" }, {}, running, "dead"],
  ["another boot in another pid namespace", { bootId: "older", pidNamespace: "m" }, {}, "gone", "dead"],
  ["another host", { host: "other" }, {}, "gone", "unknown"],
  ["another host and boot", { host: "other", bootId: "other" }, {}, "gone", "unknown"],
  ["another pid namespace", { pidNamespace: "m" }, {}, "gone", "unknown"],
  ["a boot that was not known then", { bootId: "" }, {}, "gone", "unknown"],
  ["a boot that is not known now", {}, { bootId: "" }, "gone", "unknown"],
  ["no boot known at all, as on Windows", { bootId: "", pidNamespace: "", startTime: "" }, { bootId: "", pidNamespace: "" }, { startTime: "", ended: false }, "alive"],
  ["the same, gone", { bootId: "", pidNamespace: "", startTime: "" }, { bootId: "", pidNamespace: "" }, "gone", "dead"],
  ["a start that was not known then", { startTime: "" }, {}, running, "alive"],
  ["a pid that is none", { pid: 0 }, {}, "gone", "unknown"],
  ["a negative pid", { pid: -7 }, {}, "gone", "unknown"],
])("judges %s", (_name, identity, surroundings, seen, verdict) => {
  expect(judgeLiveness({ ...holder, ...identity }, { ...here, ...surroundings }, () => seen)).toBe(verdict);
});
