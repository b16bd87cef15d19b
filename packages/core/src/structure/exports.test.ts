import { describe, expect, it } from "vitest";
import { languageOf } from "../code/language.js";
import { maskCode } from "../code/mask-code.js";
import { declaredNames } from "./declared-names.js";
import { scriptExports } from "./script-exports.js";

const exportsOf = (path: string, text: string): string[] => {
  const language = languageOf(path)!;
  const { code, bare } = maskCode(text, language);
  return [...(language === "javascript" ? scriptExports(code, bare) : declaredNames(language === "php" ? code : bare, language)).exported].sort();
};

describe("what a file exports", () => {
  it.each<[string, string, string[]]>([
    ["a.ts", "export const a = 1;\nexport let b;\nexport async function c() {}\nexport function* d() {}", ["a", "b", "c", "d"]],
    ["a.ts", "export interface A {}\nexport type B = 1;\nexport abstract class C {}\nexport enum D {}\nexport const enum E {}\nexport declare namespace F {}", ["A", "B", "C", "D", "E", "F"]],
    ["a.ts", "export { a, b as c, type D, default as e } from './x';\nexport type { F };\nexport {\n  g,\n  h,\n};", ["D", "F", "a", "c", "e", "g", "h"]],
    ["a.tsx", "export default function Page() {}", ["Page", "default"]],
    ["a.ts", "class A {}\nexport default A", ["A", "default"]],
    ["a.ts", "export default { a: 1 }", ["default"]],
    ["a.ts", "export * as ns from './ns'", ["ns"]],
    ["a.ts", "export const { GET, POST: post } = handlers;\nexport const [x, y] = z;", ["GET", "post", "x", "y"]],
    ["a.ts", "// export const no = 1\n/* export function no2() {} */\nconst s = 'export const no3 = 1';\nconst t = `export class No4 {}`;", []],
    ["a.cjs", "module.exports = { a, b: 1, c() {}, async d() { return { e: 1 } }, 'f': 2 }", ["a", "b", "c", "d", "default", "f"]],
    ["a.js", "exports.a = 1; module.exports.b = 2; Object.defineProperty(exports, 'c', {})", ["a", "b", "c"]],
    ["a.js", "function A() {}\nmodule.exports = A;", ["A", "default"]],
    ["a.ts", "const exported = 1; function inner() {}", []],
    ["a.py", "import os\nfrom .x import y, z as w\nA = 1\nB: int = 2\ndef f(): ...\nasync def g(): ...\nclass C:\n    def m(self): ...\n", ["A", "B", "C", "f", "g", "w", "y"]],
    ["a.py", 'def f():\n    """\ndef no(): pass\n"""\n', ["f"]],
    ["a.go", "package a\n\nfunc Public() {}\nfunc private() {}\nfunc (s *Store) Save() {}\ntype T struct{}\nconst (\n\tA = 1\n\tb = 2\n)\nvar V int", ["A", "Public", "Save", "T", "V"]],
    ["a.rs", "pub fn a() {}\nfn b() {}\npub(crate) struct C;\npub async fn d() {}\npub use x::{E, F as G};\npub enum H { I }\nimpl J { pub fn k(&self) {} }", ["C", "E", "G", "H", "a", "d"]],
    ["A.java", "public class A {\n  public static final int MAX = 1;\n  public String name() { return x; }\n  private int hidden() { return 1; }\n  List<String> list(int a) {}\n}", ["A", "MAX", "list", "name"]],
    ["a.kt", "class A\nprivate class B\nfun <T> c(x: T) {}\nval d = 1\nfun String.e() {}", ["A", "c", "d", "e"]],
    ["A.cs", "public class A\n{\n  public int B { get; set; }\n  public async Task<int> C() {}\n  private void D() {}\n  public record E(int x);\n}", ["A", "B", "C", "E"]],
    ["a.php", "<?php\ninterface A {}\nclass B {\n  public function c() {}\n  private function d() {}\n  const E = 1;\n}\ndefine('F', 1);\n", ["A", "B", "E", "F", "c"]],
    ["a.rb", "module A\n  class B::C\n    D = 1\n    attr_reader :e\n    def f?; end\n    def self.g; end\n  end\nend", ["A", "C", "D", "e", "f?", "g"]],
  ])("%s: %j", (path, text, names) => {
    expect(exportsOf(path, text)).toEqual(names);
  });
});
