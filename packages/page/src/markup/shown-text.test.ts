import fc from "fast-check";
import { expect, it } from "vitest";
import { HOSTILE } from "../../test/sample-reports.js";
import { h, renderToString } from "./preact.js";
import { line, plainLine, wholeLine } from "./shown-text.js";

const rendered = (text: string): string => renderToString(h("p", null, line(text)));

it("escapes what means something in HTML, and isolates what has a direction of its own", () => {
  expect(rendered("<b onclick=\"x\">&amp;")).toBe("<p>&lt;b onclick=&quot;x&quot;>&amp;amp;</p>");
  expect(rendered("שלום")).toBe("<p><bdi>שלום</bdi></p>");
});

it("names what cannot be seen", () => {
  expect(plainLine("a\u001b[31m\u202eb\u0000\ud800")).toBe("a␛[31m⟨U+202E⟩b␀⟨U+D800⟩");
  expect(rendered("a\u202eb")).toBe("<p><bdi>a<span class=\"unseen\">⟨U+202E⟩</span>b</bdi></p>");
  expect(plainLine("\u200b".repeat(50))).toBe("⟨U+200B⟩".repeat(8) + "… (50 unseen characters)");
});

it("cuts a line, never a character, and has more of it behind a fold", () => {
  expect(plainLine(`${"x".repeat(8)}😀y`, 10)).toBe("xxxxxxxx…");
  const whole = renderToString(h("div", null, wholeLine("x".repeat(1_000_000), 20)));
  expect(whole).toContain("The first 4000 of 1000000 characters.");
  expect(whole.length).toBeLessThan(4_500);
  expect(renderToString(h("div", null, wholeLine("short")))).toBe("<div>short</div>");
});

it("leaves of no text a tag, a control or a mark of direction", () => {
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE), fc.array(fc.constantFrom("<", ">", "\"", "'", "&", "\u202e", "\u001b", "\n", "a", "\ud800"), { maxLength: 400 }).map((all) => all.join("")));
  fc.assert(fc.property(texts, (text) => {
    for (const html of [renderToString(h("p", { title: plainLine(text) }, line(text))), renderToString(h("p", null, wholeLine(text)))]) {
      // eslint-disable-next-line no-control-regex -- what is looked for
      expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]/);
      expect(html.replace(/<\/?(p|bdi|span|details|summary)( (title|class|dir|tabindex)(="[^"]*")?)*>/g, "")).not.toContain("<");
      expect(html).not.toMatch(/[\ud800-\udfff]/u);
    }
  }));
});
