import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePhaseNumbers, formatPhaseNumber, isBacklog, parsePhaseNumber, samePhase, type PhaseNumber } from "./phase-number.js";

const phase = (text: string): PhaseNumber => {
  const parsed = parsePhaseNumber(text);
  if (parsed === undefined) throw new Error(`not a phase: ${text}`);
  return parsed;
};

describe("parsePhaseNumber", () => {
  it.each([
    ["5", "05"], ["05", "05"], ["005", "05"], ["0", "00"], ["100", "100"],
    ["2.1", "02.1"], ["2.10", "02.10"], ["1.0", "01.0"], ["12A", "12A"], ["12a", "12a"], ["12A.1.2", "12A.1.2"],
    ["CK-01", "01"], ["CK-2.1", "02.1"], ["999.3", "999.3"], ["SETUP", "SETUP"],
  ])("reads %s as %s", (text, canonical) => { expect(parsePhaseNumber(text)).toBe(canonical); });

  it.each(["", " 5", "5-", "2..1", "2.", "1-2", "-1", "5 ", "5AB", "12.A"])("refuses %j", (text) => { expect(parsePhaseNumber(text)).toBeUndefined(); });

  it("keeps an id of the project's own where phases are named so", () => {
    expect(parsePhaseNumber("AUTH-101", "custom")).toBe("AUTH-101");
    expect(parsePhaseNumber("5", "custom")).toBe("05");
    expect(comparePhaseNumbers(parsePhaseNumber("DB-101", "custom") ?? phase("1"), parsePhaseNumber("AUTH-101", "custom") ?? phase("1"))).toBeGreaterThan(0);
  });
});

describe("comparePhaseNumbers", () => {
  it("puts phases in the order of the format reference", () => {
    const order = ["00", "2.2", "2.10", "9", "10", "12", "12A", "12A.1", "12A.1.2", "12A.2", "12B", "13", "999.1", "SETUP"].map(phase);
    expect([...order].reverse().sort(comparePhaseNumbers)).toEqual(order);
  });

  it("is a total order that ties exactly equal phases", () => {
    const some = fc.tuple(fc.nat(30), fc.constantFrom("", "a", "A", "B"), fc.array(fc.constantFrom("1", "01", "2", "10", "0"), { maxLength: 3 }))
      .map(([integer, letter, decimals]) => phase(`${String(integer)}${letter}${decimals.map((d) => `.${d}`).join("")}`));
    fc.assert(fc.property(some, some, some, (a, b, c) => {
      expect(Math.sign(comparePhaseNumbers(a, b))).toBe(0 - Math.sign(comparePhaseNumbers(b, a)));
      expect(comparePhaseNumbers(a, b) === 0).toBe(samePhase(a, b));
      if (comparePhaseNumbers(a, b) <= 0 && comparePhaseNumbers(b, c) <= 0) expect(comparePhaseNumbers(a, c)).toBeLessThanOrEqual(0);
    }));
  });
});

it("writes a number as people do", () => {
  expect(["05", "02.1", "00", "12A", "100"].map((text) => formatPhaseNumber(phase(text)))).toEqual(["5", "2.1", "0", "12A", "100"]);
});

it("knows backlog", () => {
  expect(["998", "999", "999.1", "1000", "SETUP"].map((text) => isBacklog(phase(text)))).toEqual([false, true, true, true, false]);
  expect(isBacklog(parsePhaseNumber("AUTH-1001", "custom") ?? phase("1"))).toBe(false);
});
