import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDisk, type Disk } from "./disk.js";
import { lockHolder, tryLock, type Liveness, type LockTry } from "./lock.js";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "dgs-lock-")), ".locks");
});
afterEach(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const dead = new Set<number>();
const strange = new Set<number>();
const process1 = (pid: number): Liveness => ({
  current: () => ({ pid, host: "here", identity: pid }),
  check: (identity) => (dead.has(Number(identity)) ? "dead" : strange.has(Number(identity)) ? "unknown" : "alive"),
});
const attempt = (pid: number, disk: Disk = createDisk()): LockTry => tryLock({ folder, name: "job", now: "2026-01-01T00:00:00.000Z", liveness: process1(pid), disk });

describe("tryLock", () => {
  beforeEach(() => {
    dead.clear();
    strange.clear();
  });

  it("gives the lock to one, refuses the others with the holder, and again after its release", () => {
    const first = attempt(1);
    expect(first.type).toBe("held");
    expect(attempt(2)).toMatchObject({ type: "refused", liveness: "alive", holder: { pid: 1, host: "here", since: "2026-01-01T00:00:00.000Z" } });
    expect(lockHolder({ folder, name: "job", liveness: process1(2) })).toMatchObject({ pid: 1 });
    if (first.type === "held") first.lock.release();
    expect(lockHolder({ folder, name: "job", liveness: process1(2) })).toBeUndefined();
    expect(attempt(2)).toMatchObject({ type: "held", lock: { inheritedFrom: undefined } });
  });

  it("takes it from a dead holder at once and says whom from", () => {
    attempt(1);
    dead.add(1);
    expect(attempt(2)).toMatchObject({ type: "held", lock: { inheritedFrom: { pid: 1 } } });
    expect(attempt(3)).toMatchObject({ type: "refused", holder: { pid: 2 } });
  });

  it("never takes it from a holder of whom nothing can be told", () => {
    attempt(1);
    strange.add(1);
    expect(attempt(2)).toMatchObject({ type: "refused", liveness: "unknown" });
  });

  it("leaves one small file and no litter, and tells git to look away", () => {
    for (let pid = 1; pid < 5; pid++) {
      attempt(pid);
      dead.add(pid);
    }
    writeFileSync(join(folder, ".0f-left-over.tmp".replace("left-over", "ab")), "half");
    attempt(9);
    expect(readdirSync(folder).sort()).toEqual([".gitignore", "job.lock.5"]);
  });

  it("two names are two locks", () => {
    attempt(1);
    expect(tryLock({ folder, name: "other", now: "T", liveness: process1(2) })).toMatchObject({ type: "held" });
  });

  it("is given up also while somebody who just got another lock of the folder sweeps what killed ones left", () => {
    const disk = createDisk();
    let swept = 0;
    const held = tryLock({ folder, name: "job", now: "2026-01-01T00:00:00.000Z", liveness: process1(1), disk: { ...disk, rename: (from, to) => {
      if (swept++ === 0) expect(tryLock({ folder, name: "other", now: "2026-01-01T00:00:00.000Z", liveness: process1(2) }).type).toBe("held");
      disk.rename(from, to);
    } } });
    if (held.type === "held") held.lock.release();
    expect(swept).toBe(2);
    expect(lockHolder({ folder, name: "job", liveness: process1(3) })).toBeUndefined();
    expect(attempt(3)).toMatchObject({ type: "held", lock: { inheritedFrom: undefined } });
  });

  it("however slow one of them is between any two operations, there is never a second living holder", () => {
    fc.assert(
      fc.property(fc.nat(14), fc.nat(14), fc.boolean(), (stopFirst, stopSecond, holderDies) => {
        rmSync(folder, { recursive: true, force: true });
        dead.clear();
        const holders = new Set<number>();
        const held = (pid: number, result: LockTry): void => {
          if (result.type === "held") holders.add(pid);
        };
        held(1, attempt(1));
        if (holderDies) {
          dead.add(1);
          holders.delete(1);
        }
        // While 2 is held up in the middle of its try, 3 makes a whole one; while 3 is held up, so does 4.
        const third = (): void => { held(3, attempt(3, pausing(stopSecond, () => { held(4, attempt(4)); }))); };
        held(2, attempt(2, pausing(stopFirst, third)));
        expect([...holders].length).toBeLessThanOrEqual(1);
        if (holderDies && holders.size === 0) expect(attempt(5).type).toBe("held");
      }),
      { numRuns: 400 },
    );
  });
});

/** A disk that does something else before its n-th operation. */
function pausing(at: number, meanwhile: () => void): Disk {
  const disk = createDisk();
  let count = 0;
  const wrap = <Args extends unknown[]>(operation: (...args: Args) => void) => (...args: Args): void => {
    if (count++ === at) meanwhile();
    operation(...args);
  };
  return { makeFolder: wrap(disk.makeFolder), writeNew: wrap(disk.writeNew), rename: wrap(disk.rename), link: wrap(disk.link), remove: wrap(disk.remove), syncFolder: wrap(disk.syncFolder) };
}
