import { describe, expect, it } from "vitest";
import { formatStepCommand, isCommandFault, parseStepCommand } from "./command-line.js";

describe("parseStepCommand", () => {
  it.each([
    ["`/dgs:plan-phase 3 --non-interactive`", "/dgs:plan-phase 3 --non-interactive"],
    ["/gsd:execute-phase 02.1 --gaps-only", "/dgs:execute-phase 02.1 --gaps-only"],
    ["/gsd-audit-phase CK-05", "/dgs:audit-phase CK-05"],
    ["dgs map-codebase", "/dgs:map-codebase"],
    ["/dgs:audit-milestone v1.1", "/dgs:audit-milestone v1.1"],
    ["  `/dgs:verify-work 4 --auto`  ", "/dgs:verify-work 4 --auto"],
    ["/dgs:execute-phase --non-interactive 3", "/dgs:execute-phase 3 --non-interactive"],
  ])("reads %s", (text, written) => {
    const command = parseStepCommand(text);
    expect(isCommandFault(command)).toBe(false);
    if (!isCommandFault(command)) expect(formatStepCommand(command)).toBe(written);
  });

  it.each([
    ["", "no-command"],
    ["plan phase 3", "no-command"],
    ["rm -rf /", "no-command"],
    ["/dgs:deploy 3", "unknown-command"],
    ["/dgs:constructor", "unknown-command"],
    ["/dgs:plan-phase", "bad-argument"],
    ["/dgs:plan-phase ../3", "bad-argument"],
    ["/dgs:plan-phase 3 4", "bad-argument"],
    ["/dgs:map-codebase 3", "bad-argument"],
    ["/dgs:audit-milestone soon", "bad-argument"],
    ["/dgs:plan-phase 3 --yolo", "unknown-flag"],
  ])("refuses %j as %s", (text, code) => {
    expect(parseStepCommand(text)).toMatchObject({ code });
  });
});
