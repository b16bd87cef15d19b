import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { giveUpMs, watchLimits, type Limits, type Watch } from "./deadline.js";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function watch(limits: Partial<Limits>): { calls: string[]; watch: Watch } {
  const calls: string[] = [];
  const program = { ask: () => calls.push("ask"), force: () => calls.push("force") };
  return { calls, watch: watchLimits(program, { deadlineMs: undefined, graceMs: 100, signal: undefined, ...limits }) };
}

it("asks at the deadline, and forces after the grace", () => {
  const { calls, watch: limits } = watch({ deadlineMs: 1_000 });
  vi.advanceTimersByTime(999);
  expect([calls, limits.stop()]).toEqual([[], undefined]);
  vi.advanceTimersByTime(1);
  expect([calls, limits.stop()]).toEqual([["ask"], { reason: "timed-out", forced: false }]);
  vi.advanceTimersByTime(99);
  expect(calls).toEqual(["ask"]);
  vi.advanceTimersByTime(1);
  expect([calls, limits.stop()]).toEqual([["ask", "force"], { reason: "timed-out", forced: true }]);
});

it("gives up on a program that being forced does not end", async () => {
  const { watch: limits } = watch({ deadlineMs: 0 });
  let gaveUp = false;
  void limits.gaveUp.then(() => { gaveUp = true; });
  await vi.advanceTimersByTimeAsync(100 + giveUpMs - 1);
  expect(gaveUp).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(gaveUp).toBe(true);
});

it("cancels on the signal, once, and keeps the first reason", () => {
  const controller = new AbortController();
  const { calls, watch: limits } = watch({ deadlineMs: 50, signal: controller.signal });
  controller.abort();
  limits.cancel();
  vi.advanceTimersByTime(99);
  expect([calls, limits.stop()]).toEqual([["ask"], { reason: "cancelled", forced: false }]);
});

it("does not turn a deadline into a cancel", () => {
  const controller = new AbortController();
  const { watch: limits } = watch({ deadlineMs: 50, signal: controller.signal });
  vi.advanceTimersByTime(50);
  controller.abort();
  expect(limits.stop()?.reason).toBe("timed-out");
});

it("cancels when the signal was aborted before", () => {
  expect(watch({ signal: AbortSignal.abort() }).calls).toEqual(["ask"]);
});

it("does nothing after its release", () => {
  const controller = new AbortController();
  const { calls, watch: limits } = watch({ deadlineMs: 50, signal: controller.signal });
  limits.release();
  vi.advanceTimersByTime(100);
  controller.abort();
  limits.cancel();
  expect([calls, limits.stop(), vi.getTimerCount()]).toEqual([[], undefined, 0]);
});

it("takes a deadline that no timer can hold for a far one, not for now", () => {
  const { calls } = watch({ deadlineMs: Number.POSITIVE_INFINITY });
  vi.advanceTimersByTime(1_000_000);
  expect(calls).toEqual([]);
});
