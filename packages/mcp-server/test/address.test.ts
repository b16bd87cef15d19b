import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { planningPath } from "@dgs/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseAddress, planningAddress } from "../src/resources/address.js";
import { readResource } from "../src/resources/read-resource.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

const SECRET = "not for clients";

let product: ProductFolder;

beforeAll(() => {
  product = makeProductFolder();
  // What must never be read: beside the planning folder, and in git's own folder within it.
  for (const file of [path.join(product.base, "secret.md"), path.join(product.base, "outside/secret.md"), path.join(product.planning, ".git/secret.md"), path.join(product.planning, ".git/config")]) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${SECRET}\n`);
  }
  mkdirSync(path.join(product.planning, "in"), { recursive: true });
  product.write("in/good.md", "for clients\n");
  if (process.platform !== "win32") {
    symlinkSync(product.base, path.join(product.planning, "in/up"));
    symlinkSync("../../secret.md", path.join(product.planning, "in/link.md"));
    symlinkSync("../../outside", path.join(product.planning, "in/out"));
  }
});
afterAll(() => { product.remove(); });

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

it("an address names the path that it was made of", () => {
  fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (parts) => {
    const whole = planningPath(parts.join("/"));
    fc.pre(whole !== undefined && !whole.split("/").some((part) => part.toLowerCase() === ".git"));
    const address = planningAddress(whole!);
    expect(parseAddress(address)).toEqual({ type: "planning", path: whole });
    // As the protocol library writes it before it asks for it.
    expect(parseAddress(new URL(address).href)).toEqual({ type: "planning", path: whole });
  }));
});

const PIECES = ["..", ".", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "in", "up", "out", "link.md", "secret.md", "good.md", "config", ".git", ".GIT", "%2egit", ".planning", "", "%00", "%2f", "%5c", "\\", "..\\", "C:", "c%3A", "~", "etc", "passwd", "?", "#", "%", "%zz", "\u0000", "ROADMAP.md", "outside"];
const SEPARATORS = ["/", "/", "/", "//", "%2f", "%2F", "\\", "%5C", "/./", "/../"];

const tricky = (): fc.Arbitrary<string> => fc
  .tuple(fc.constantFrom("dgs://planning/", "dgs://planning", "dgs://planning//", "dgs://PLANNING/", "dgs:planning/", "dgs://job/", "dgs://run/", "file://", "dgs://user@planning/"), fc.array(fc.tuple(fc.oneof(fc.constantFrom(...PIECES), name), fc.constantFrom(...SEPARATORS)), { minLength: 1, maxLength: 6 }))
  .map(([begin, parts]) => begin + parts.flat().slice(0, -1).join(""));

async function answerTo(uri: string): Promise<string> {
  try {
    return JSON.stringify((await readResource(product.options, uri)).contents);
  } catch (error) {
    return String(error);
  }
}

it("no address reads anything outside of the planning folder, by whatever trick", async () => {
  await fc.assert(fc.asyncProperty(tricky(), async (uri) => {
    expect(await answerTo(uri)).not.toContain(SECRET);
    const normal = URL.canParse(uri) ? new URL(uri).href : uri;
    expect(await answerTo(normal)).not.toContain(SECRET);
  }), { numRuns: 500 });
});

it.each(["dgs://planning/in/link.md", "dgs://planning/in/up/secret.md", "dgs://planning/in/out/secret.md", "dgs://planning/../secret.md", "dgs://planning/%2e%2e/secret.md", "dgs://planning/..%2fsecret.md", "dgs://planning/in/up/.planning/.git/config", "dgs://planning/.git/config"])("%s is refused, although there is such a file", async (uri) => {
  expect(await answerTo(uri)).toMatch(/leads out|no address/);
});

it("the same ways read what lies inside", async () => {
  expect(await answerTo("dgs://planning/in/good.md")).toContain("for clients");
});
