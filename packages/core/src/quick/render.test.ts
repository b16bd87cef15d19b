import { describe, expect, it } from "vitest";
import { parseVersion } from "../ids/version.js";
import { completionPath } from "./names.js";
import { quickMachine } from "./quick-machine.js";
import { renderCompletion } from "./render.js";

const path = completionPath("", parseVersion("v1")!);

describe("renderCompletion", () => {
  it.each<[readonly string[], string]>([
    [["app", "lib"], "ready"],
    [[], "completed"],
  ])("writes what a completion starts from, as a run leaves it that has begun: of the repos %j it is %s", (repos, status) => {
    const text = renderCompletion({ title: "v1 App", branch: "milestone/v1", base: "main", worktree: "{repo}--v1", created: "2026-01-01T00:00:00Z", repos });
    const quick = quickMachine.read({ path, texts: new Map([[path, text]]) });
    expect(quick).toMatchObject({ status, kind: "milestone", started: "2026-01-01T00:00:00Z", problems: [] });
    expect(text).toContain("- **Created:** 2026-01-01T00:00:00Z\n- **Started:** 2026-01-01T00:00:00Z\n");
    expect(quick.steps.every((step) => step.status === "completed")).toBe(true);
  });
});
