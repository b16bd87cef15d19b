import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { readPlan } from "./plan.js";
import { readTestCommands } from "./test-commands.js";

const read = (text: string, path = "phases/05-security/05-01-PLAN.md") => readPlan(text, path);
const codes = (text: string, path = "05-01-PLAN.md") => read(text, path).problems.map((problem) => `${placeOf(problem)} ${problem.code}`);
const front = (...lines: string[]) => `---\n${lines.join("\n")}\n---\n\n`;
const body = (...tasks: string[]) => `<objective>\nDo it.\n</objective>\n\n<tasks>\n${tasks.join("\n")}\n</tasks>\n`;
const auto = (inner = "<action>write it</action><verify>look</verify>") => `<task type="auto">\n  <name>Task 1</name>\n  ${inner}\n</task>`;

const whole = `---
phase: 02.10
plan: 01
type: execute
wave: 1
depends_on: []
files_modified: [src/limit.ts]
autonomous: false
requirements: [SEC-01, SEC-02]
must_haves: # what must hold
  truths:
  - "Login is limited: 5/min"
  - User sees 429
  - Limit holds: five each minute
  artifacts: # files
    - path: src/limit.ts
      provides: "limiter"
      min_lines: 20
      exports: ["limit", "reset"]
      contains: export
    - docs/limit.md
  key_links:
    - {from: src/limit.ts, to: src/shared.ts, via: import, pattern: "from '.\\\\/shared'"}
---

<objective>
Build the \`limiter\`
in one file.

More about it.

Purpose: safety
at the door
**Output:** src/limit.ts
</objective>

<repos>api, \`web\`</repos>

\`\`\`xml
<task type="auto"><name>an example</name></task>
\`\`\`

<tasks>

<task type="auto" tdd='true'>
  <name>Task 1: limiter</name>
  <files>src/limit.ts, \`src/{a,b}.ts\`</files>
  <behavior>five, then 429</behavior>
  <action>
    Write it:
      indented
    Use \`</task>\` never; a list:
    - <Foo<Bar>> & more
    - last
  </action>
  <verify>
    Looks right.
    <automated>npm test && \\
      npm run lint</automated>
    <automated>\`npx vitest run a.test.ts\`</automated>
    <automated>MISSING — wave 0 creates it</automated>
  </verify>
  <done>works</done>
</task>

<task type="checkpoint:decision" gate="blocking-human">
  <decision>Which store?</decision>
  <context>Both work.</context>
  <options>
    <option id="redis"><name>Redis</name><pros>fast</pros><cons>one more server</cons></option>
    <option id="memory" recommended="true"><name>Memory</name></option>
  </options>
  <resume-signal>Say redis or memory</resume-signal>
</task>

<task type="checkpoint:human-verify" gate="blocking">
  <what-built>it</what-built>
  <how-to-verify>look</how-to-verify>
</task>

</tasks>

<verification>
- [ ] all
</verification>
`;

describe("readPlan", () => {
  it.each([
    ["with LF", whole],
    ["with CRLF", whole.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\uFEFF${whole}`],
    ["without a final line ending", whole.trimEnd()],
  ])("reads a whole plan %s", (_, text) => {
    const plan = read(text, "02.10-01-PLAN.md");
    expect(plan).toMatchObject({
      ...{ id: "02.10-01", phaseText: "02.10", planText: "01", type: "execute", requirements: ["SEC-01", "SEC-02"], repos: ["api", "web"] },
      objective: { what: "Build the `limiter`\nin one file.", purpose: "safety\nat the door", output: "src/limit.ts" },
      mustHaves: {
        truths: ["Login is limited: 5/min", "User sees 429", "Limit holds: five each minute"],
        artifacts: [
          { path: "src/limit.ts", provides: "limiter", minLines: 20, exports: ["limit", "reset"], contains: ["export"] },
          { path: "docs/limit.md", provides: undefined, minLines: undefined, exports: [], contains: [] },
        ],
        keyLinks: [{ from: "src/limit.ts", to: "src/shared.ts", via: "import", pattern: "from '.\\/shared'" }],
      },
    });
    expect(plan.problems.map(({ code }) => code)).toEqual(["plan-task-test-missing"]);
    const [first, second, third] = plan.tasks;
    expect(first).toMatchObject({
      ...{ number: 1, type: "auto", tdd: true, name: "Task 1: limiter", files: ["src/limit.ts", "src/{a,b}.ts"], done: "works", checkpoint: undefined },
      action: "Write it:\n  indented\nUse `</task>` never; a list:\n- <Foo<Bar>> & more\n- last",
      automated: ["npm test && npm run lint", "npx vitest run a.test.ts"],
      verify: "Looks right.",
    });
    expect(second).toMatchObject({
      name: undefined,
      checkpoint: {
        ...{ kind: "decision", blockingHuman: true, subject: "Which store?", context: "Both work.", resumeSignal: "Say redis or memory" },
        options: [
          { id: "redis", name: "Redis", pros: "fast", cons: "one more server", recommended: false },
          { id: "memory", name: "Memory", pros: undefined, cons: undefined, recommended: true },
        ],
      },
    });
    expect(third?.checkpoint).toMatchObject({ kind: "human-verify", kindText: "human-verify", blockingHuman: false, subject: "it", instructions: "look" });
    expect(plan.tasks).toHaveLength(3);
  });

  it("reads an objective on one line and tasks without <tasks>", () => {
    const plan = read(`${front("wave: 1")}<objective>Hashing</objective>\n<task type="auto"><name>T1</name><action>a</action></task>\n`);
    expect(plan.objective).toEqual({ what: "Hashing", purpose: undefined, output: undefined });
    expect(plan.tasks.map(({ name, action }) => [name, action])).toEqual([["T1", "a"]]);
    expect(plan.problems.map(({ code }) => code)).toEqual(["plan-task-verify-missing"]);
  });

  it("reads an older plan by its headings", () => {
    const plan = read(`${front("phase: 12", "plan: 01")}# Plan\n\n## Objective\n\nAdd CI.\n\nMore.\n\n## Tasks\n\n### Task 1: Workflow\n- Trigger: push\n\n**Files:** a.yml, b.yml\n**Verify:** it runs\n**Done:** green\n\n### Task 2: Badge\n\n## Success Criteria\n`, "12-01-PLAN.md");
    expect(plan.objective?.what).toBe("Add CI.");
    expect(plan.tasks).toMatchObject([{ number: 1, name: "Task 1: Workflow", files: ["a.yml", "b.yml"], verify: "it runs", done: "green" }, { number: 2, name: "Task 2: Badge", action: undefined }]);
  });

  it("reads a plan that is written test first", () => {
    const plan = read(`${front("type: tdd")}<objective>x</objective>\n<feature>\n<name>Limit</name>\n<files>a.ts</files>\n<behavior>429</behavior>\n<implementation>count</implementation>\n</feature>\n`);
    expect(plan.tasks).toMatchObject([{ type: "tdd", tdd: true, name: "Limit", files: ["a.ts"], action: "count" }]);
  });

  it("takes the id from the file's name, and from the front matter where that says none", () => {
    expect(read(front("phase: 05-security", "plan: 1"), "PLAN.md").id).toBe("05-01");
    expect(read(front("phase: 5", "plan: 05-01")).id).toBe("05-01");
    expect(codes(`${front("phase: 5", "plan: 2")}${body(auto())}`)).toEqual(["05-01-PLAN.md:3:1 plan-id-differs"]);
    expect(codes(`${front("phase: 05-security", "plan: 01")}${body(auto())}`)).toEqual([]);
  });

  it.each([
    [front("wave: 1"), ["05-01-PLAN.md plan-empty"]],
    [front("wave: 1") + "<objective>x</objective>\n", ["05-01-PLAN.md plan-tasks-missing"]],
    [front("wave: 1") + auto(), ["05-01-PLAN.md plan-objective-missing"]],
    [front("wave: 1") + body("<task><action>a</action><verify>v</verify></task>"), ["05-01-PLAN.md:10:1 plan-task-name-missing"]],
    [front("wave: 1") + body(auto("<verify>v</verify>")), ["05-01-PLAN.md:10:1 plan-task-action-missing"]],
    [front("wave: 1") + body('<task type="checkpoint:decision"><decision>d</decision></task>'), ["05-01-PLAN.md:10:1 plan-checkpoint-options-missing", "05-01-PLAN.md:10:1 plan-checkpoint-unexpected"]],
    [front("wave: 1") + body('<task type="auto"><name>a</name><action>x<verify>v</verify></task>'), ["05-01-PLAN.md:10:33 plan-tag-unclosed"]],
    [front("must_haves: nothing") + body(auto()), ["05-01-PLAN.md:2:1 plan-must-have-unread"]],
    [front("must_haves:", "  truths: [", "wave: 1") + body(auto()), ["05-01-PLAN.md:4:1 front-matter-broken"]],
  ])("tells what is missing, and where: %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("reads what must be true although it is no YAML", () => {
    const text = front(
      ...["wave: 1", "must_haves:", "  truths:", '    - "Holds: always" # so', "  artifacts:", "    - path: src/a.ts", '      contains: "interface A", "interface B"', "      min_lines: 20"],
      ...['      exports: ["A", "B"]', "    - path: 'src/b.ts'", "      exports:", "        - C", "  key_links:", '    - from: "a"', '      to: "b"', `      pattern: "queue\\('X'"`],
    );
    const { mustHaves, problems } = read(text + body(auto()));
    expect(problems.map((problem) => `${placeOf(problem)} ${problem.code}`)).toEqual(["phases/05-security/05-01-PLAN.md:8:30 front-matter-broken"]);
    expect(mustHaves).toEqual({
      truths: ["Holds: always"],
      artifacts: [
        { path: "src/a.ts", provides: undefined, minLines: 20, exports: ["A", "B"], contains: ["interface A", "interface B"] },
        { path: "src/b.ts", provides: undefined, minLines: undefined, exports: ["C"], contains: [] },
      ],
      keyLinks: [{ from: "a", to: "b", via: undefined, pattern: "queue\\('X'" }],
    });
  });

  it("keeps an unknown kind of checkpoint, which stops as well", () => {
    const plan = read(front("autonomous: false") + body('<task type="checkpoint:pray"><action>kneel</action></task>'));
    expect(plan.tasks[0]?.checkpoint).toMatchObject({ kind: "unknown", kindText: "pray", subject: "kneel" });
  });

  it("answers for any text", () => {
    const piece = fc.constantFrom("---\n", "must_haves:\n", "  truths:\n", "  - a: b\n", "<task>", "</task>", "<tasks>", "<name>", "</name>", "<verify>", "<automated>", "</automated>", "<options>", "<option id='", "'>", "```\n", "`", "<!--", "## Task 1: x\n", "## Objective\n", "\r\n", "\uFEFF", "&x", "*x\n", "[", "{", "\t");
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join("")), fc.array(piece, { maxLength: 25 }).map((pieces) => `---\n${pieces.join("")}\n---\n`)), (text) => read(text).tasks.length >= 0), { numRuns: 500 });
  });
});

it("reads a plan whose front matter would exhaust a stack", () => {
  for (const text of [`${"[".repeat(9000)}x${"]".repeat(9000)}`, "- ".repeat(9000), "{".repeat(9000)]) {
    const plan = read(front("must_haves:", "  truths:", `    - ${text}`, "plan: 01") + body(auto()));
    expect([plan.planText, plan.problems.map(({ code }) => code)]).toEqual(["01", expect.arrayContaining([expect.stringMatching(/^(?:front-matter-broken|plan-must-have-unread)$/)])]);
  }
});

describe("readTestCommands", () => {
  it.each([
    ["npm test", ["npm test"]],
    ["  `npm test` ", ["npm test"]],
    ["\n    npm test\n    npm run lint\n", ["npm test", "npm run lint"]],
    ["```bash\nnpm test\n# then\nnpm run lint\n```", ["npm test", "npm run lint"]],
    ["$ npm test", ["npm test"]],
    ["a &&\n  b | \n c", ["a && b | c"]],
    ["for f in *; do\n  echo $f\ndone", ["for f in *; do\n  echo $f\ndone"]],
    ["- `a`\n- `b`", ["a", "b"]],
    ["—", []],
    ["Manual only", []],
    ["", []],
  ])("reads %j", (text, commands) => {
    expect(readTestCommands(text)).toEqual({ commands, missing: false });
  });

  it.each(["MISSING — wave 0 must create it", "❌ MISSING"])("knows that %j is no command", (text) => {
    expect(readTestCommands(text)).toEqual({ commands: [], missing: true });
  });
});
