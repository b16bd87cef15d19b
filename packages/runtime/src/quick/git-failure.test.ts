import { describe, expect, it } from "vitest";
import { gitFailure } from "./git-failure.js";

const work = { repo: "app", what: "main could not be moved", folder: "/srv/app" };

describe("gitFailure", () => {
  it("names a lock in the remedy: an error is cut at its end, where git's words stand", () => {
    const lock = `/srv/${"deep/".repeat(100)}app/.git/refs/heads/main.lock`;
    const failure = gitFailure(work, { type: "refused", code: "index-locked", message: `fatal: cannot lock ref 'refs/heads/main': Unable to create '${lock}': File exists.\n` });
    expect(failure).toMatchObject({ type: "failed", reason: "human-needed" });
    expect("error" in failure ? failure.error.split("Git said")[0] : "").toContain(`when none runs, delete ${lock}, then run the command again`);
  });

  it("says what to do also where git names no lock", () => {
    expect(gitFailure(work, { type: "refused", code: "index-locked", message: "locked" })).toMatchObject({ error: expect.stringContaining("delete the lock that git names") as string });
  });
});
