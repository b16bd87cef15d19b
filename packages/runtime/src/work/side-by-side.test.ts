import { expect, it } from "vitest";
import { sideBySide } from "./side-by-side.js";

it("keeps so many going as it may, and gives results in the order of the work", async () => {
  let [running, most] = [0, 0];
  const waiting: (() => void)[] = [];
  const work = Array.from({ length: 7 }, (_, index) => async () => {
    most = Math.max(most, ++running);
    // Each waits for the one behind it, as far as one may run beside it.
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (running === 3 || index >= 5) for (const go of waiting.splice(0)) go();
    });
    running--;
    return index;
  });
  expect(await sideBySide(work, 3, () => false)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(3);
  expect(await sideBySide([], 3, () => false)).toEqual([]);
});

it("begins nothing behind a result that ends it, and lets what runs come to its end", async () => {
  const begun: string[] = [];
  let finish = (): void => undefined;
  const slow = new Promise<void>((resolve) => { finish = resolve; });
  const work = [
    async () => { begun.push("slow"); await slow; return "good"; },
    async () => { begun.push("bad"); setImmediate(() => { finish(); }); return Promise.resolve("bad"); },
    async () => { begun.push("never"); return Promise.resolve("good"); },
  ];
  expect(await sideBySide(work, 2, (result) => result === "bad")).toEqual(["good", "bad", undefined]);
  expect(begun).toEqual(["slow", "bad"]);
});

it("tells what broke once nothing runs any more", async () => {
  let ended = false;
  let begun = false;
  const work = [
    async () => { await new Promise((resolve) => { setImmediate(resolve); }); ended = true; return 1; },
    () => Promise.reject<number>(new Error("broken")),
    async () => { begun = true; return Promise.resolve(3); },
  ];
  await expect(sideBySide(work, 2, () => false)).rejects.toThrow("broken");
  expect([ended, begun]).toEqual([true, false]);
});
