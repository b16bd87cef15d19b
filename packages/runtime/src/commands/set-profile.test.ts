import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { locateRoot } from "../locate-root.js";
import { createPlanningFiles } from "../planning-files.js";
import { isRefusal } from "../refusal.js";
import { planProfile, setProfile } from "./set-profile.js";
import { settings } from "./settings.js";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "dgs-settings-"));
  mkdirSync(join(base, ".planning"));
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const file = (name = "config.json"): string => join(base, ".planning", name);

function open(text?: string) {
  if (text !== undefined) writeFileSync(file(), text);
  const place = locateRoot({ cwd: base });
  if (isRefusal(place)) throw new Error(place.message);
  return { place, files: createPlanningFiles({ root: place.root }) };
}

describe("setProfile", () => {
  it("changes the value and no other byte, as it was shown", async () => {
    const { files, place } = open('\uFEFF{\r\n  "mode":"yolo" ,\r\n  "model_profile" : "balanced",\r\n  "model_overrides": {"planner": "opus"}\r\n}');
    const plan = planProfile(files, place, "budget");
    if (isRefusal(plan)) throw new Error(plan.message);
    expect(plan.report).toMatchObject({ type: "profile-preview", path: "config.json", created: false, before: "balanced", profile: "budget", changed: true, overridden: ["planner"] });
    expect(plan.report.roles).toContainEqual({ role: "verifier", before: "sonnet", tier: "haiku" });
    expect(plan.report.roles.map(({ role }) => role)).not.toContain("planner");
    expect(readFileSync(file(), "utf8")).toContain("balanced");
    expect(await setProfile(files, plan)).toMatchObject({ type: "profile-set" });
    expect(readFileSync(file(), "utf8")).toBe('\uFEFF{\r\n  "mode":"yolo" ,\r\n  "model_profile" : "budget",\r\n  "model_overrides": {"planner": "opus"}\r\n}');
  });

  it("makes the file where there is none, and nothing where the profile is set already", async () => {
    const { files, place } = open();
    const same = planProfile(files, place, "balanced");
    if (isRefusal(same)) throw new Error(same.message);
    expect(await setProfile(files, same)).toMatchObject({ changed: false, created: false });
    expect(readdirSync(join(base, ".planning"))).toEqual([]);
    const plan = planProfile(files, place, "quality");
    if (isRefusal(plan)) throw new Error(plan.message);
    expect(await setProfile(files, plan)).toMatchObject({ changed: true, created: true });
    expect(readFileSync(file(), "utf8")).toBe('{\n  "model_profile": "quality"\n}\n');
  });

  it("changes the file that counts", async () => {
    writeFileSync(file("dgs.config.json"), "{}");
    const { files, place } = open('{"model_profile": "quality"}');
    const plan = planProfile(files, place, "budget");
    if (isRefusal(plan)) throw new Error(plan.message);
    await setProfile(files, plan);
    expect([readFileSync(file("dgs.config.json"), "utf8"), readFileSync(file(), "utf8")]).toEqual(['{"model_profile": "budget"}', '{"model_profile": "quality"}']);
  });

  it.each([
    ["somebody changed it after it was shown", '{"model_profile": "quality"}', "changed-meanwhile"],
    ["somebody removed it after it was shown", undefined, "changed-meanwhile"],
  ])("refuses where %s", async (_, meanwhile, code) => {
    const { files, place } = open('{"mode": "yolo"}');
    const plan = planProfile(files, place, "budget");
    if (isRefusal(plan)) throw new Error(plan.message);
    if (meanwhile === undefined) rmSync(file());
    else writeFileSync(file(), meanwhile);
    expect(await setProfile(files, plan)).toMatchObject({ type: "refused", code, exit: "conflict" });
    if (meanwhile !== undefined) expect(readFileSync(file(), "utf8")).toBe(meanwhile);
  });

  it("refuses where a file has appeared after it was shown", async () => {
    const { files, place } = open();
    const plan = planProfile(files, place, "budget");
    if (isRefusal(plan)) throw new Error(plan.message);
    writeFileSync(file(), "{}");
    expect(await setProfile(files, plan)).toMatchObject({ type: "refused", code: "exists" });
    expect(readFileSync(file(), "utf8")).toBe("{}");
  });

  it.each([['{\n  "mode": yolo\n}', "config-syntax", "config.json:2:11"], ['{"model_profile": "best"}', "config-value-unusable", "config.json:1:19"]])("refuses %j with the place", (text, code, at) => {
    const { files, place } = open(text);
    expect(planProfile(files, place, "budget")).toMatchObject({ type: "refused", code, at });
    expect(settings(files, place, {})).toMatchObject({ type: "refused", code, at });
  });
});

describe("settings", () => {
  const models = { claude: { opus: "opus-own", sonnet: "sonnet-own", haiku: "haiku-own" } };

  it("shows the defaults where there is no file", () => {
    const { files, place } = open();
    const report = settings(files, place, models);
    if (isRefusal(report)) throw new Error(report.message);
    expect(report).toMatchObject({ profile: "balanced", profileFrom: "default" });
    expect(report.path).toBeUndefined();
    expect(report.adapter).toBeUndefined();
    expect(report.roles.find(({ role }) => role === "planner")).toEqual({ role: "planner", tier: "opus", tierFrom: "profile" });
    expect(report.settings).toContainEqual({ key: "limits.agent_minutes", value: 60, from: "default" });
  });

  it("shows where each comes from", () => {
    const { files, place } = open('{\n  "model_profile": "budget",\n  "model_overrides": { "dgs-planner": "opus" },\n  "agents": { "adapter": "claude", "models": { "haiku": "small" } },\n  "limits": { "agent_minutes": 5 }\n}\n');
    const report = settings(files, place, models);
    if (isRefusal(report)) throw new Error(report.message);
    expect(report).toMatchObject({ path: "config.json", profile: "budget", profileFrom: "config.json:2:20", adapter: "claude" });
    const role = (name: string) => report.roles.find((each) => each.role === name);
    expect(role("planner")).toEqual({ role: "planner", tier: "opus", tierFrom: "config.json:3:22", model: "opus-own", modelFrom: "adapter" });
    expect(role("executor")).toEqual({ role: "executor", tier: "sonnet", tierFrom: "profile", model: "sonnet-own", modelFrom: "adapter" });
    expect(role("verifier")).toMatchObject({ tier: "haiku" });
    expect(report.settings).toContainEqual({ key: "limits.agent_minutes", value: 5, from: "config.json:5:32" });
    expect(report.settings).toContainEqual({ key: "agents.adapter", value: "claude", from: "config.json:4:26" });
  });
});
