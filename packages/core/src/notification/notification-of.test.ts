import { describe, expect, it } from "vitest";
import { notificationOf } from "./notification-of.js";
import type { RunEnd } from "./types.js";

const end: RunEnd = { run: "run-job v1.0", product: "shop", exit: "ok", said: "10 of 10 steps", next: "dgs progress" };

describe("notificationOf", () => {
  it("tells of a run that is done in two lines", () => {
    expect(notificationOf(end)).toEqual({ kind: "done", title: "DGS: run-job v1.0 is done", body: "shop: 10 of 10 steps. Next: dgs progress", run: "run-job v1.0", product: "shop", exit: "ok", next: "dgs progress" });
    expect(notificationOf({ run: "quick", product: "shop", exit: "ok" })).toEqual({ kind: "done", title: "DGS: quick is done", body: "shop", run: "quick", product: "shop", exit: "ok" });
  });

  it.each([
    ["ok", "done"], ["human-needed", "human-needed"], ["budget", "budget"],
    ["internal", "halt"], ["gaps", "halt"], ["blocked", "halt"], ["timed-out", "halt"], ["conflict", "halt"],
    ["cancelled", undefined], ["usage", undefined], ["locked", undefined], ["unheard-of", undefined],
  ])("of a run that ended with %s is %s", (exit, kind) => {
    expect(notificationOf({ ...end, exit })?.kind).toBe(kind);
  });

  it("holds nothing that a terminal or a desktop would act on, and no more than a glance takes", () => {
    const evil = `\u001b]0;title\u0007\u001b[31ma"b\n\u202e${"x".repeat(5_000)}`;
    const told = notificationOf({ run: evil, product: evil, exit: "gaps", said: evil, next: evil });
    for (const text of [told?.title, told?.body, told?.run, told?.product, told?.next]) {
      expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(text?.length).toBeLessThanOrEqual(300);
    }
    expect(told?.title.length).toBeLessThanOrEqual(100);
  });
});
