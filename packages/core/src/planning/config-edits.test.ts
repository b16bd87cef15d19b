import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROFILES } from "../roles/profile.js";
import { applyEdits } from "../text/edit.js";
import { configPlaces } from "./config-places.js";
import { setConfigKeys, setModelProfile } from "./config-edits.js";
import { readConfig } from "./config.js";

const set = (source: string): string => applyEdits(source, setModelProfile(source, "budget"));

describe("setModelProfile", () => {
  it.each([
    ['{"model_profile": "quality", "mode": "yolo"}', '{"model_profile": "budget", "mode": "yolo"}'],
    ['{\r\n\t"mode" :  "yolo",\r\n\t"model_profile":"qua\\u006city"\r\n}', '{\r\n\t"mode" :  "yolo",\r\n\t"model_profile":"budget"\r\n}'],
    ['\uFEFF{\n    "mode": "yolo"\n}\n\n', '\uFEFF{\n    "model_profile": "budget",\n    "mode": "yolo"\n}\n\n'],
    ['{"mode":"yolo"}', '{"model_profile": "budget","mode":"yolo"}'],
    ["{}", '{"model_profile": "budget"}'],
    ["{\n}\n", '{"model_profile": "budget"\n}\n'],
    // The last one counts; one below another key is another one.
    ['{"model_profile": "quality", "model_profile": "balanced"}', '{"model_profile": "quality", "model_profile": "budget"}'],
    ['{"hooks": {"model_profile": "quality"}}', '{"model_profile": "budget","hooks": {"model_profile": "quality"}}'],
  ])("sets it in %j and leaves the rest as it is", (before, after) => {
    expect(set(before)).toBe(after);
    expect(readConfig(after, "config.json").config.model_profile).toBe("budget");
  });

  it("sets it and nothing else, whatever else is there", () => {
    const spaced = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), fc.option(fc.constantFrom(...PROFILES)), fc.constantFrom("", "  ", "\t"));
    fc.assert(fc.property(spaced, fc.constantFrom(...PROFILES), ([object, old, indent], profile) => {
      const json = { ...object, ...(old === null ? {} : { model_profile: old }) };
      const source = JSON.stringify(json, undefined, indent);
      const edits = setModelProfile(source, profile);
      expect(edits).toHaveLength(1);
      expect(JSON.parse(applyEdits(source, edits))).toEqual({ ...(JSON.parse(source) as object), model_profile: profile });
    }));
  });

  it.each(["", "[]", '{"a": }', '{"model_profile": 1}'])("is not for %j", (source) => {
    expect(() => set(source)).toThrow(RangeError);
  });
});

describe("setConfigKeys", () => {
  it.each([
    ['{\n  "mode": "yolo",\n  "workflow": {\n    "verifier": true\n  }\n}\n', '{\n  "granularity": "fine",\n  "mode": "yolo",\n  "workflow": {\n    "research": false,\n    "verifier": true\n  }\n}\n'],
    ['{"workflow": {"research": true}, "granularity": "coarse"}', '{"workflow": {"research": false}, "granularity": "fine"}'],
    ['{"workflow.research": true}', '{"granularity": "fine","workflow.research": false}'],
    ['{"workflow": {}}', '{"granularity": "fine","workflow": {"research": false}}'],
    ["{}", '{"workflow.research": false,"granularity": "fine"}'],
  ])("sets %j where it stands, and in its section", (before, after) => {
    const text = setConfigKeys(before, { granularity: "fine", "workflow.research": false });
    expect(text).toBe(after);
    expect(readConfig(text, "c")).toMatchObject({ problems: [], config: { granularity: "fine", "workflow.research": false } });
  });
});

describe("configPlaces", () => {
  it("tells where the value stands that counts", () => {
    const source = '{\n  "git": {\n    "branching_strategy": "milestone"\n  },\n  "branching_strategy": "phase",\n  "depth": "standard",\n  "unknown": 1,\n  "parallelization": {"enabled": false}\n}';
    expect(Object.fromEntries(configPlaces(source))).toEqual({
      "git.branching_strategy": { line: 5, column: 25 },
      granularity: { line: 6, column: 12 },
      "parallelization.enabled": { line: 8, column: 34 },
    });
  });

  it.each(["[]", "{", "null"])("tells nothing of %j", (source) => {
    expect(configPlaces(source).size).toBe(0);
  });
});
