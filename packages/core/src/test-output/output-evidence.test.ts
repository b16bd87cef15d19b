import { describe, expect, it } from "vitest";
import { outputEvidence, withoutNoise } from "./output-evidence.js";

describe("withoutNoise", () => {
  it.each([
    ["started 2026-01-02T03:04:05.678Z", "started 2027-11-12T13:14:15Z"],
    ["Start at  20:26:55", "Start at  08:01:02"],
    ["12 checks in 1.23s", "12 checks in 950 ms"],
    ["duration_ms 12.345", "duration_ms 9.1"],
    ["open /tmp/dgs-abc123/x.json failed", "open /tmp/dgs-zzz/y.json failed"],
    ["at /private/var/folders/3x/T/a.js", "at /var/folders/9q/T/b.js"],
    ["pointer 0x7ffd1234", "pointer 0x55aa0000"],
    ["at commit 4ba985d", "at commit 34f0a63b2c"],
    ["listening on localhost:43121", "listening on localhost:51001"],
    ["worker 123 exited", "worker 9 exited"],
    ["id 123e4567-e89b-12d3-a456-426614174000", "id 00000000-e89b-12d3-a456-42661417400f"],
    ["a  b", " a b "],
  ])("takes %j for %j", (a, b) => {
    expect(withoutNoise(a)).toBe(withoutNoise(b));
  });

  it.each([
    ["3 of 5 fail", "2 of 5 fail"],
    ["src/a.ts is missing", "src/b.ts is missing"],
    ["expected 500 got 300", "expected 500 got 400"],
    ["deadbeef is no word", "facade is no word"],
  ])("tells %j from %j", (a, b) => {
    expect(withoutNoise(a)).not.toBe(withoutNoise(b));
  });
});

describe("outputEvidence", () => {
  it("is the same for the same findings in another tree, at another time, in another order and colour", () => {
    const first = outputEvidence("not ok: /home/me/app--v1/src/a.js has no title\nnot ok: b\n# 2 of 9 in 1.2s\n", ["/home/me/app--v1"]);
    expect(outputEvidence("not ok: b\r\n\u001b[31mnot ok: /home/me/app--v2/src/a.js has no title\u001b[0m\r\n\r\n# 2 of 9 in 15 ms", ["/home/me/app--v2"])).toBe(first);
  });

  it("is another one where one finding less is told", () => {
    expect(outputEvidence("not ok: a\n", [])).not.toBe(outputEvidence("not ok: a\nnot ok: b\n", []));
  });
});
