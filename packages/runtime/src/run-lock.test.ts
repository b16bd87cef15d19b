import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createDisk } from "./disk.js";
import type { Place } from "./place.js";
import { isRefusal } from "./refusal.js";
import { lockRunner } from "./run-lock.js";

let base: string;
let place: Place;
beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-run-lock-")));
  place = { base, root: path.join(base, ".planning"), project: "" };
  mkdirSync(place.root);
  mkdirSync(path.join(base, "outside"));
});
afterEach(() => { rmSync(base, { recursive: true }); });

const liveness = { current: () => ({ pid: 1, host: "here", identity: 1 }), check: () => "alive" as const };
const lock = (): ReturnType<typeof lockRunner> => lockRunner({ clock: { now: () => "2026-01-01T00:00:00.000Z" } as Parameters<typeof lockRunner>[0]["clock"], liveness, disk: createDisk() }, place, { name: "quick", held: "a quick is worked on by" });

it("locks beside the jobs, where nothing is yet", () => {
  const held = lock();
  expect(isRefusal(held)).toBe(false);
  expect(readdirSync(path.join(place.root, "jobs/.locks")).sort()).toEqual([".gitignore", "quick.lock.1"]);
  expect(lock()).toMatchObject({ type: "refused", code: "locked", exit: "locked" });
});

it.each(["jobs", "jobs/.locks"])("writes nothing outside of the planning root where %s is a link that leads there", (link) => {
  mkdirSync(path.dirname(path.join(place.root, link)), { recursive: true });
  symlinkSync(path.join(base, "outside"), path.join(place.root, link));
  expect(lock()).toMatchObject({ type: "refused", code: "leaves-root", at: "jobs/.locks" });
  expect(readdirSync(path.join(base, "outside"))).toEqual([]);
  expect(existsSync(path.join(base, "outside/.locks"))).toBe(false);
});
