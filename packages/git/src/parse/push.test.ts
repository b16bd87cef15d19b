import { describe, expect, it } from "vitest";
import { parsePush } from "./push.js";

const to = (flag: string, summary: string) => `To file:///x\n${flag}\t${"a".repeat(40)}:refs/heads/main\t${summary}\nDone\n`;

describe("parsePush", () => {
  it.each([[" ", "abc..def"], ["*", "[new branch]"], ["=", "[up to date]"], ["!", "[rejected] (fetch first)"]])("reads %j %s", (flag, summary) => {
    expect(parsePush(to(flag, summary))).toEqual({ flag, summary });
  });

  it("finds nothing where the remote was not asked", () => {
    expect(parsePush("To file:///x\nDone\n")).toBeUndefined();
    expect(parsePush("")).toBeUndefined();
  });
});
