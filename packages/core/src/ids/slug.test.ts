import fc from "fast-check";
import { expect, it } from "vitest";
import { slugify } from "./slug.js";

it.each([
  ["Public API & Demo", "public-api-demo"], ["Héllo wörld", "hello-world"], ["  --x--  ", "x"], ["../../etc/passwd", "etc-passwd"], ["$(rm -rf /)", "rm-rf"],
])("makes a safe name of %j", (title, slug) => { expect(slugify(title)).toBe(slug); });

it("gives titles without a letter that fits different names", () => {
  expect(slugify("安全")).not.toBe(slugify("文档"));
});

it("is always a safe name", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (title) => { expect(slugify(title)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/); }));
});
