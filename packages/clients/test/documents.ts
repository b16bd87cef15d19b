import fc from "fast-check";

/** Blanks and comments, as they may stand between any two tokens of JSON. */
const trivia = (lineEnding: string): fc.Arbitrary<string> =>
  fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(" ", "  ", "\t", lineEnding, `${lineEnding}    `) }, { weight: 1, arbitrary: fc.constantFrom(`// "dgs": { ${lineEnding}`, `//${lineEnding}  `, "/* , } */", `/* a${lineEnding} b */`) }), { maxLength: 3 }).map((parts) => parts.join(""));

const names = fc.constantFrom("a", "b c", "zoë", "mcp2", "x/y", "\\u0041", "", "__proto__", "dgs ", "Dgs");

/** A value of JSON, as text. */
const value = (lineEnding: string, depth: number): fc.Arbitrary<string> => {
  const plain = fc.oneof(fc.constantFrom("1", "-2.50e3", "true", "null", '"…"', '"a\\"}{b"', '"// no comment"', "[]", "{}"));
  return depth === 0 ? plain : fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: object(lineEnding, depth - 1, []) }, { weight: 1, arbitrary: list(lineEnding, depth - 1) });
};

const list = (lineEnding: string, depth: number): fc.Arbitrary<string> =>
  fc.tuple(fc.array(fc.tuple(trivia(lineEnding), value(lineEnding, depth), trivia(lineEnding)), { maxLength: 3 }), trivia(lineEnding)).map(([each, end]) => `[${each.map((parts) => parts.join("")).join(",")}${each.length === 0 ? end : ""}]`);

/** An object with members of any name and with some that are given, in any order; perhaps with a comma behind the last one. */
const object = (lineEnding: string, depth: number, given: readonly fc.Arbitrary<readonly [string, string]>[]): fc.Arbitrary<string> => {
  const gap = trivia(lineEnding);
  const others = fc.uniqueArray(fc.tuple(names, value(lineEnding, depth)), { selector: ([name]) => name, maxLength: 3 });
  return fc.tuple(others, fc.tuple(...given), fc.nat(), fc.infiniteStream(gap), fc.boolean()).map(([free, fixed, turn, gaps, hasComma]) => {
    const next = (): string => gaps.next().value as string;
    const members = [...free, ...fixed].map(([name, text]) => `${next()}"${name}"${next()}:${next()}${text}${next()}`);
    const turned = members.map((_, at) => members[(at + turn) % members.length] ?? "");
    return `{${turned.join(",")}${members.length > 0 && hasComma ? `,${next()}` : ""}${members.length === 0 ? next() : ""}}`;
  });
};

/** A text of JSON with comments as a client's configuration may be: the servers are there or not, with others among them or none; perhaps there is nothing at all. */
export const jsonTexts = (container: string): fc.Arbitrary<string> =>
  fc.constantFrom("\n", "\r\n").chain((lineEnding) => {
    const servers = object(lineEnding, 1, []).map((text) => [container, text] as const);
    const document = fc.oneof({ weight: 1, arbitrary: object(lineEnding, 2, []) }, { weight: 3, arbitrary: object(lineEnding, 2, [servers]) }, { weight: 1, arbitrary: fc.constant("") }, { weight: 1, arbitrary: tidy(container, lineEnding) });
    return fc.tuple(fc.constantFrom("", "\ufeff"), trivia(lineEnding), document, trivia(lineEnding), fc.constantFrom("", "// open end")).map(([mark, before, text, behind, open]) => mark + before + text + behind + open);
  });

/** As programs write it, with any indentation. */
const tidy = (container: string, lineEnding: string): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom("  ", "    ", "\t", ""), fc.constantFrom<object>({}, { [container]: {} }, { [container]: { other: { command: "x", args: ["y"] } } }, { a: 1 }, { [container]: {}, a: [1] }), fc.boolean()).map(([unit, content, isClosed]) => JSON.stringify(content, null, unit).replaceAll("\n", lineEnding) + (isClosed ? lineEnding : ""));

/** A text of TOML as a client's configuration may be. */
export const tomlTexts: fc.Arbitrary<string> = fc.constantFrom("\n", "\r\n").chain((lineEnding) => {
  const lines = fc.constantFrom("", "  ", "# [mcp_servers.dgs]", "#", "# zoë");
  const pairs = fc.constantFrom(...["1", "[1, 2]", "'x # y'", '"a \\" ]"', "{ x = 1, y = [2] } # c", `[ # one${lineEnding}  1,${lineEnding}]`, `"""a${lineEnding}[mcp_servers.dgs]${lineEnding}"""`, `'''${lineEnding}[x]''''`, "1979-05-27T07:32:00Z", "9007199254740993"]);
  const table = (header: string): fc.Arbitrary<string> =>
    fc.tuple(fc.array(lines, { maxLength: 2 }), fc.array(fc.tuple(pairs, fc.array(lines, { maxLength: 1 })), { maxLength: 3 })).map(([above, content]) => [...above, ...(header === "" ? [] : [header]), ...content.flatMap(([text, behind], at) => [`k${String(at)} = ${text}`, ...behind])].join(lineEnding));
  const headers = fc.subarray(["[a]", "  [mcp_servers.other]  # c", "[mcp_servers.other.env]", '[ mcp_servers . "d.gs" ]', "[[list]]", "[[list]]", "[mcp_servers]", '["dgs"]']);
  return fc.tuple(fc.constantFrom("", "\ufeff"), table(""), headers.chain((chosen) => fc.tuple(...chosen.map(table))), fc.constantFrom("", lineEnding, lineEnding + lineEnding)).map(([mark, first, rest, end]) => {
    const text = [first, ...rest].filter((each) => each !== "").join(lineEnding);
    return mark + text + end;
  });
});
