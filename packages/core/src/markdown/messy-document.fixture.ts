import fc from "fast-check";

const blocks = [
  "# Title", "## Phase 2 ##", "### ### ###", "####### seven", "#none", "#", "##\t tab", "# C#", "  ## two", "   # three", "    # four", "# `a` #", "## \\#", "# a \\", "# x@y.zz",
  "===", "---", "--", "-", "=", "-- -", "***", "* * *", "___", "- - -", "+++", "- --", "---\t", "--- ", "====  x",
  "```", "````", "~~~", "~~~~", "```ts", "``` a`b", "~~~ ~~~", "  ```", "   ~~~", "    ```", "`````", "``",
  "<!-- c -->", "<!--", "-->", "<!-- a", "b -->", "<!-->", "<!--->", "<!-- x --> y",
  "<details>", "</details>", "<details open>", "<summary>v1.0 (Phases 1-4)</summary>", "<details><summary>x</summary>", "<div", "<div/>", "<div/ >", "</p >",
  "<b>", "</b>", "<b> x", '<a href="x">', "<a b=c d>", "<a b='>", "<pre>", "</pre>", "<script>", "</script>", "<style></style>", "<?php", "?>", "<?>", "<!DOCTYPE x", "<![CDATA[", "]]>", "]]]>",
  "<objective>", "</objective>", "<task type=\"auto\">", "<", "<https://a.b>", "<a/>", "<a b=c=d>", '<a b="c"d>', "<x:y>", "<pre/>", "</script x>",
  "| a | b |", "|---|---|", "| --- | :-: |", "a | b", "--|--", ":--", "-:", "|", "||", "| |", "|-|", "| a \\| b | c |", "| `x|y` |", "| 1 |", "| a | b | c | d |", "|a|b", "a|b|", "\\|", "a\\\\|b", "| a | b \\|", "|:-", "-|", ":-:|", "=|=", "|  |  |", "x", "| --- |",
  "[a]: b", "[a]:", "[a]: b 'c'", "[a]: <b>", "[a]: b \"c", "c\"", "[a", "]: b", "[^1]: note", "[^1]", "[^]: x", "[^a b]: x", "[x]: y (z)", "[!]: u", "[a]: b c", "[\\]]: x",
  "- a", "* b", "+ c", "- [ ] open", "- [x] **Phase 1: A** - text", "* [x] star", "- [!] failed", "- [>]", "- [ ]", "- [🚀] go", "1. one", "2. two", "1) one", "10. ten", "1.", "2.", "*", "+", "-\t a", "-     code", "-    four", "- - nested", "- 1. x", "- 2. x", "1. - x", "- -", "- > q", "- ```", "- # h", "- | a |", "- [a]: b", "- <div>", "- ---", "-a", "1234567890. x", "123456789. x", "1.x", "0. zero", "+ [x]\ttab", "- [x]no", "- [xx] no", "- [x]", "- \t\tcode", "*\t- a", "-   three", "- [ ]   spaced  ",
  "> quote", ">", "> - a", "> ```", "> # h", "> | a |", ">> b", ">\tx", "> [^1]: x", "> <div>", ">     code",
  "text", "**Goal**: x", "text \\", "a  ", "日本語 — é", "🚧 go", "\u00a0", "\u000c", "Phase 1", "2. b", "`code", "a`b`", "*x*", "&amp;", "\\# no", "\ufeff",
] as const;

const indents = ["", "", "", "", "", "", " ", "  ", "  ", "   ", "    ", "     ", "      ", "\t", " \t", "  \t", "\t\t", "    \t", "        "] as const;
const prefixes = ["", "", "", "", "", "", "> ", "- ", "1. ", "  > ", "* ", ">", "- - "] as const;
const endings = ["\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n \n", "\n\t\n", "\n\n\n"] as const;
const openings = ["", "", "", "", "\ufeff", "---\nwave: 1\n---\n", "---\nwave: 1\n", "\ufeff---\nk: v\n--- \n", "\n", "---\n---\n", "---x\n---\n", " ---\na\n---\n"] as const;

/** Makes one line out of something hostile, with or without indentation, ending and what stands before it. */
const line = fc
  .tuple(fc.constantFrom(...indents), fc.constantFrom(...prefixes), fc.constantFrom(...blocks), fc.constantFrom("", "", "", "", " ", "  ", "\t"), fc.constantFrom(...endings))
  .map((parts) => parts.join(""));

/** Makes documents of lines that are hard to tell apart: half-closed blocks, odd indentation, all line endings. */
export const messyDocument: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...openings),
    fc.array(fc.oneof({ weight: 12, arbitrary: line }, { weight: 1, arbitrary: fc.constantFrom("\n", "  \n", "    \n", "\t\n") }), { maxLength: 14 }),
    fc.constantFrom("\n", "\n", "\n", "\r\n", "\r\n", "\r"),
    fc.boolean(),
  )
  .map(([opening, lines, ending, closed]) => {
    const text = opening + lines.join("");
    return (closed ? text : text.replace(/\s+$/, "")).replaceAll("\n", ending);
  });
