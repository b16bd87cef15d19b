import { describe, expect, it } from "vitest";
import { languageOf } from "../code/language.js";
import { maskCode } from "../code/mask-code.js";
import { findStubs } from "./find-stubs.js";

const stubs = (path: string, text: string): string[] => {
  const language = languageOf(path)!;
  return findStubs(maskCode(text, language), language, path).map(({ kind, what }) => `${kind}: ${what}`);
};
const empty = (name: string): string => `body: the function \`${name}\` has an empty body`;
const refuses = (name: string): string => `body: the function \`${name}\` only says that it is not implemented`;

describe("findStubs", () => {
  it.each<[string, string, string[]]>([
    ["a.ts", "export function save() {}", [empty("save")]],
    ["a.ts", "export async function save(x: number): Promise<void> {\n}\n", [empty("save")]],
    ["a.ts", "export const save = async (x: number) => {};", [empty("save")]],
    ["a.ts", "export default () => {};", [empty("default")]],
    ["a.js", "exports.save = function () {};", [empty("save")]],
    ["a.ts", "class Store {\n  async save(x: number): Promise<void> {}\n}", [empty("save")]],
    ["a.ts", "export function save() {\n  // TODO: write\n}", [empty("save"), "todo: a comment says TODO"]],
    ["a.ts", "export function save() {\n  throw new Error('Not implemented');\n}", [refuses("save")]],
    ["a.ts", "export const save = () => { throw new Error(`save is not yet implemented`); };", [refuses("save")]],
    ["a.ts", "export function save(x) {\n  if (x) return 1;\n  throw new NotImplementedError();\n}", ["statement: something is said to be not implemented"]],
    ["a.go", 'func Save(x int) error {\n\tpanic("not implemented")\n}', [refuses("Save")]],
    ["a.go", "func (s *Store) Save() {}", [empty("Save")]],
    ["a.rs", "pub fn save() -> u8 {\n    todo!()\n}", [refuses("save")]],
    ["a.rs", "fn save() { unimplemented!(\"x\") }", [refuses("save")]],
    ["A.java", 'class A {\n  public int save(int x) {\n    throw new UnsupportedOperationException("Not implemented yet");\n  }\n}', [refuses("save")]],
    ["A.java", "class A {\n  public void save(int x) {\n  }\n}", [empty("save")]],
    ["a.kt", "fun save(): Int = TODO()", ["body: something is said to be not implemented"]],
    ["a.kt", 'fun save(): Int {\n  TODO("x")\n}', [refuses("save")]],
    ["A.cs", "class A {\n  public int Save() => throw new NotImplementedException();\n}", ["body: something is said to be not implemented"]],
    ["A.cs", "class A {\n  public void Save() { }\n}", [empty("Save")]],
    ["a.php", "<?php\nfunction save($x) {}\n", [empty("save")]],
    ["a.py", "def save(x):\n    pass\n", [empty("save")]],
    ["a.py", 'async def save(\n    x: int,\n    y: dict = {"a": 1},\n) -> int:\n    """Saves."""\n    ...\n', [empty("save")]],
    ["a.py", "class Store:\n    def save(self):\n        raise NotImplementedError()\n", [refuses("save")]],
    ["a.py", "def save(x): pass", [empty("save")]],
    ["a.py", "def save(x):\n    if x:\n        return 1\n    raise NotImplementedError\n", ["statement: something is said to be not implemented"]],
    ["a.rb", "def save(x)\nend\n", ["body: the method `save` has an empty body"]],
    ["a.rb", "class A\n  def save\n    raise NotImplementedError\n  end\nend", ["body: the method `save` only says that it is not implemented"]],
    ["a.ts", "// FIXME: wrong\nconst a = 1; // placeholder value until the API is there", ["todo: a comment says FIXME", 'todo: a comment says "placeholder value"']],
    ["a.sh", "# TODO: more\necho a", ["todo: a comment says TODO"]],
  ])("finds in %s %j", (path, text, expected) => {
    expect(stubs(path, text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["a.ts", "try { a(); } catch {}\ntry { b(); } catch (e) {}"],
    ["a.ts", "class A {\n  constructor(private readonly x: X) {}\n}"],
    ["a.ts", "class A {\n  constructor(\n    private readonly x: X,\n    y = {},\n  ) {}\n}"],
    ["a.ts", "function on(f = () => {}, g: () => void = () => {}) { f(); }"],
    ["a.ts", "export const noop = () => {};\nexport function noOp() {}\nfunction _noop() {}"],
    ["a.ts", "const C = createContext({ set: () => {}, get() {} });\nconst silent = { log() {}, warn() {} };"],
    ["a.ts", "useEffect(() => {}, []);\npromise.catch(() => {});\nsetTimeout(function () {}, 1);"],
    ["a.ts", "export abstract class A {\n  abstract save(): void;\n}\nexport interface B { save(): void }"],
    ["a.ts", "export class A extends B {}\nexport class ErrorA extends Error {}\nexport interface C {}\nexport type D = {};\nconst e = {};\nlet f: Record<string, {}> = {};\nexport const g: X = {};"],
    ["a.ts", "if (a) {} else {}\nfor (;;) {}\nwhile (b()) {}\nfor (const x of y) {}"],
    ["a.ts", "class A {\n  set x(v) {}\n}"],
    ["a.ts", "const s = 'throw new Error(\"not implemented\")';\n// throw new Error('x')\nconst t = `TODO`;"],
    ["a.ts", "export function placeholder() { return 'TODO'; }\n// the placeholder of the input\n// todos are listed here"],
    ["a.d.ts", "export declare function save(): void;\ndeclare class A { b() {} }"],
    ["a.tsx", "export const A = () => <div style={{}} onClick={() => {}} />;"],
    ["a.ts", "throw new Error('The method is not supported');"],
    ["a.go", "type A struct{}\ntype B interface{}\nfunc f() { g(func() {}) }\nvar x = map[string]struct{}{}\nselect {}"],
    ["A.java", "interface A { void save(); }\nclass B {\n  private B() {}\n  public B(int x) { }\n}\nrecord C(int x) {}\nint[] a = {};"],
    ["A.cs", "public record A(int X) { }\nclass B { public B() { } }\nvar x = new C { };"],
    ["a.py", "class A(ABC):\n    @abstractmethod\n    def save(self): ...\n"],
    ["a.py", "class A(Protocol):\n    def save(self) -> int: ...\n"],
    ["a.py", "@overload\ndef f(x: int) -> int: ...\n"],
    ["a.py", "class E(Exception):\n    pass\ntry:\n    f()\nexcept E:\n    pass\n"],
    ["a.py", "def f():\n    '''raise NotImplementedError'''\n    return 1\n"],
    ["a.pyi", "def save(x: int) -> int: ...\n"],
    ["a.rs", "struct A {}\nimpl B for A {}\nlet f = || {};\nmatch x { _ => {} }"],
    ["a.rb", "class A\n  def initialize; end\nend"],
    ["a.sh", "save() { :; }"],
  ])("finds nothing in %s %j", (path, text) => {
    expect(stubs(path, text)).toEqual([]);
  });

  it.each<[string, string]>([
    ["a.ts", "export function save() {\n  // Nothing to do: the cache is gone.\n}"],
    ["a.ts", "abstract class A {\n  protected before() {}\n}"],
    ["a.ts", "class Base {\n  save() { throw new Error('not implemented'); }\n}"],
    ["a.ts", "class Shape {\n  area() { throw new Error('not implemented'); }\n}\nclass Square extends Shape {}"],
    ["a.py", "class Shape:\n    def area(self):\n        raise NotImplementedError\nclass Square(Shape):\n    def area(self):\n        return 1\n"],
    ["a.rb", "module Shape\n  def area\n    raise NotImplementedError\n  end\nend"],
    ["A.java", "abstract class A {\n  public void before() {}\n}"],
    ["A.cs", "class A {\n  public virtual void Before() { }\n}"],
  ])("does not judge %s %j", (path, text) => {
    expect(stubs(path, text).map((stub) => stub.split(":")[0])).toEqual(["unsure"]);
  });

  it.each(["{}".repeat(100_000), "function a() {}\n".repeat(30_000), "(".repeat(300_000) + "{}", `class A {${"a(){}".repeat(50_000)}`, "def f():\n".repeat(50_000), `export ${" ".repeat(200_000)}{`])("comes to an end with a text made to cost time", (text) => {
    expect(stubs("a.ts", text).length).toBeLessThanOrEqual(200);
    expect(stubs("a.py", text).length).toBeLessThanOrEqual(200);
  });
});
