import { describe, expect, it } from "vitest";
import { splitLine } from "./completion/split-line.js";
import { COMMANDS, SHARED_OPTIONS } from "./commands.js";
import { parseArguments } from "./parse-arguments.js";

const each = COMMANDS.map((command) => [command.name, command] as const);

describe.each(each)("%s", (name, { operands, options, examples }) => {
  it("says of each word that it takes what it names, so that it can be completed", () => {
    for (const operand of operands) expect([operand.name, operand.values ?? operand.completes]).not.toContain(undefined);
    for (const option of options.filter(({ value }) => value !== undefined)) expect([option.name, option.values ?? option.completes]).not.toContain(undefined);
    for (const { behind = [] } of operands) expect(operands[0]?.values).toEqual(expect.arrayContaining([...behind]));
  });

  it("has examples that can be typed as they stand, each with a word about it", () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const { line, says } of examples) {
      expect(says).not.toBe("");
      // What a shell does with the result is not the program's business.
      const words = splitLine(line.replace(/ (?:>>?|\|) .*$/, "")).map(({ text }) => text);
      expect(words[0]).toBe("dgs");
      expect({ line, parsed: parseArguments(words.slice(1)) }).toMatchObject({ parsed: { type: "call", command: name } });
    }
  });
});

it("of all commands completes the options that they share", () => {
  for (const option of SHARED_OPTIONS.filter(({ value }) => value !== undefined)) expect(option.completes).toBeDefined();
});
