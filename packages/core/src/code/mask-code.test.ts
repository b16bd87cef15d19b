import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "./language.js";
import { maskCode } from "./mask-code.js";

const bare = (text: string, language: Language = "javascript"): string => maskCode(text, language).bare.replace(/ +/g, " ").trim();
const comments = (text: string, language: Language = "javascript"): string => maskCode(text, language).comments.replace(/\s+/g, " ").trim();

describe("maskCode", () => {
  it.each<[string, Language, string, string]>([
    ["const a = 'x // y'; // z", "javascript", "const a = ' ';", "// z"],
    ["f(`a ${g('b')} // c`) /* d */", "javascript", "f(` ${g(' ')} `)", "/* d */"],
    ["`${ {a: `${b}`} }` // e", "javascript", "`${ {a: `${b}`} }`", "// e"],
    ["const r = /[/'\"]\\//g; // r", "javascript", "const r = / /g;", "// r"],
    ["a = b / c; // d / e", "javascript", "a = b / c;", "// d / e"],
    ["return /'/.test(a) // b", "javascript", "return / /.test(a)", "// b"],
    ["<p>don't</p>\n// still a comment", "javascript", "<p>don'\n", "// still a comment"],
    ["<a /> // x", "javascript", "<a />", "// x"],
    ['def f():\n  """# no # comment\n  pass"""\n  x = 1 # yes', "python", 'def f():\n """\n """\n x = 1', "# yes"],
    ["s := `a // b\n` // c", "go", "s := ` \n `", "// c"],
    ["fn f<'a>(x: &'a str) -> char { '\\'' } // b", "rust", "fn f<'a>(x: &'a str) -> char { ' ' }", "// b"],
    ['let s = r#"a " // b"#; // c', "rust", 'let s = r#" "#;', "// c"],
    ['var s = @"a\\"; // b', "csharp", 'var s = @" ";', "// b"],
    ["#[Attr]\n$a = 1; # b", "php", "#[Attr]\n$a = 1;", "# b"],
    ['x = "a#{b}" # c', "ruby", 'x = " "', "# c"],
    ["echo ${#a} # b", "shell", "echo ${#a}", "# b"],
  ])("takes %j apart", (text, language, code, comment) => {
    expect([bare(text, language).replace(/ *\n */g, "\n"), comments(text, language)]).toEqual([code.replace(/ *\n */g, "\n").trim(), comment]);
  });

  it("keeps offsets and line ends of any text in any language, and loses no character", () => {
    const language = fc.constantFrom<Language>("javascript", "python", "go", "rust", "java", "kotlin", "csharp", "php", "ruby", "swift", "c", "shell");
    const text = fc.array(fc.constantFrom("a", " ", "\n", "\r\n", '"', "'", "`", '"""', "'''", "/", "//", "/*", "*/", "#", "\\", "${", "{", "}", "r#\"", '"#', "=begin", "(", "="), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, language, (source, each) => {
        const masked = maskCode(source, each);
        for (const part of [masked.code, masked.bare, masked.comments]) expect([...part].every((here, at) => here === source.charAt(at) || (here === " " && !/[\r\n]/.test(source.charAt(at)))) && part.length === source.length).toBe(true);
        for (const [at, here] of [...source].entries()) expect(/\s/.test(here) || masked.code.charAt(at) === here || masked.comments.charAt(at) === here).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
