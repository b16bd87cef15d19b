import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBoundedLines, idOfBeginning } from "./bounded-lines.js";

/** What comes out of chunks that go in, and how the lines that were left out began. */
async function through(chunks: readonly string[], mostBytes: number): Promise<{ readonly out: string; readonly long: readonly string[] }> {
  const long: string[] = [];
  const lines = Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(createBoundedLines(mostBytes, ({ beginning }) => void long.push(beginning)));
  const out: Buffer[] = [];
  for await (const part of lines) out.push(part as Buffer);
  return { out: Buffer.concat(out).toString("utf8"), long };
}

describe("createBoundedLines", () => {
  it("passes lines on, and leaves out each that is too long, once", async () => {
    expect(await through(["short\nmuch too", " long\nfits\r\n", "much", " too", " long", " again\n\nend\nno end"], 8)).toEqual({ out: "short\nfits\r\n\nend\n", long: ["much too long\n", "much too long"] });
  });

  it("takes lines of just the length that may be, with their end", async () => {
    expect(await through(["1234567\n", "12345678\n"], 8)).toEqual({ out: "1234567\n", long: ["12345678\n"] });
  });

  it("does so however the lines are cut into chunks", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ maxLength: 20 }).map((text) => text.replaceAll("\n", "")), { maxLength: 10 }), fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1 }), async (lines, sizes) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const chunks: Buffer[] = [];
      for (let from = 0, at = 0; from < bytes.length; at++) {
        const size = sizes[at % sizes.length] ?? 1;
        chunks.push(bytes.subarray(from, from + size));
        from += size;
      }
      const long: string[] = [];
      const out: Buffer[] = [];
      for await (const part of Readable.from(chunks).pipe(createBoundedLines(10, ({ beginning }) => void long.push(beginning)))) out.push(part as Buffer);
      const fits = (line: string): boolean => Buffer.byteLength(`${line}\n`) <= 10;
      expect(Buffer.concat(out).toString("utf8")).toBe(lines.filter(fits).map((line) => `${line}\n`).join(""));
      expect(long).toHaveLength(lines.filter((line) => !fits(line)).length);
    }));
  });
});

describe("idOfBeginning", () => {
  it("finds the id where clients write it", () => {
    expect(idOfBeginning('{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"x":"…')).toBe(5);
    expect(idOfBeginning('{"method":"tools/call","jsonrpc":"2.0", "id": "a b" ,"params":{"x":"…')).toBe("a b");
    expect(idOfBeginning(' {"id":0,"params":')).toBe(0);
  });

  it("finds none elsewhere: an id within the arguments is none of the request", () => {
    for (const beginning of ["", "x", '{"jsonrpc":"2.0","method":"x","params":{"id":5,', '{"jsonrpc":"2.0","id":{"id":5},', '{"jsonrpc":"2.0","id":null,', '{"a":"\\",\\"id\\":5,', '{"jsonrpc":"2.0","id":5']) expect(idOfBeginning(beginning)).toBeUndefined();
  });
});
