import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fetchLocked } from "../scripts/workspace/fetch-locked.mjs";

// The packages are a folder with no dependency: npm fetches nothing, and nothing here needs a network.
describe("packages that are fetched by a lock file", () => {
  let place = "";
  let said: string[] = [];
  beforeEach(() => {
    place = mkdtempSync(path.join(os.tmpdir(), "dgs-locked-"));
    said = [];
  });
  afterEach(() => {
    rmSync(place, { recursive: true, force: true });
  });

  const source = (name: string, dependencies: object = {}): string => {
    const folder = path.join(place, name);
    mkdirSync(folder);
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", private: true, dependencies }));
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ name, version: "1.0.0", lockfileVersion: 3, requires: true, packages: { "": { name, version: "1.0.0" } } }));
    return folder;
  };
  const fetchOne = (folder: string): ReturnType<typeof fetchLocked> =>
    fetchLocked("some", folder, { what: "some packages", say: (what: string) => { said.push(what); }, env: { ...process.env, XDG_CACHE_HOME: path.join(place, "cache") } });

  test("are fetched once into the cache, also by two at the same time, and anew for another lock file", { timeout: 120_000 }, async () => {
    const first = source("first");
    const [one, two] = await Promise.all([fetchOne(first), fetchOne(first)]);
    expect(one).toEqual(two);
    expect(path.relative(path.join(place, "cache", "dgs", "some"), one.folder ?? "")).toMatch(/^[0-9a-f]{16}$/);
    expect(said.filter((line) => line === "fetching some packages")).toHaveLength(1);
    expect(said.filter((line) => line === `process ${String(process.pid)} is fetching some packages already; waiting for that`)).toHaveLength(1);

    said = [];
    expect(await fetchOne(first)).toEqual(one);
    expect(said).toEqual([]);

    expect((await fetchOne(source("second"))).folder).not.toBe(one.folder);
    expect(said).toEqual(["fetching some packages"]);
  });

  test("are not there when the lock file does not fit, and what npm says is told", { timeout: 120_000 }, async () => {
    const unfit = source("unfit", { "not-in-the-lock-file": "1.0.0" });
    const { obstacle, folder } = await fetchOne(unfit);
    expect(folder).toBeUndefined();
    expect(obstacle).toMatch(/^npm: exit code 1: /);
    const [made = ""] = readdirSync(path.join(place, "cache", "dgs", "some"));
    expect(existsSync(path.join(place, "cache", "dgs", "some", made, "install.log"))).toBe(true);
    expect(readdirSync(path.join(place, "cache", "dgs", "some")).filter((name) => name.endsWith(".lock"))).toEqual([]);
    expect((await fetchOne(unfit)).obstacle).toMatch(/^npm: exit code 1: /);
    expect(said).toEqual(["fetching some packages", "fetching some packages"]);
  });
});
