import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isCommandFault, type OutboxFile, parseStepCommand, readContext, readDiscussion } from "@dgs/core";
import { type AskDiscussion, type ConfirmReply, type DiscussionAsked, type DiscussionPreview, discussPhase, type DiscussPhaseInput, type DiscussPhaseReport, type MoreReply, type QuestionReply, type Refusal, tryLock } from "@dgs/runtime";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { discussPhase as discussStep } from "../../runtime/src/steps/discuss-phase.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
afterEach(() => { scene.remove(); });

const FOLDER = "phases/02-ship";
const CONTEXT = `${FOLDER}/02-CONTEXT.md`;
const CHECKPOINT = `${FOLDER}/02-DISCUSS-CHECKPOINT.json`;
const there = (file: string): boolean => existsSync(join(scene.repo, ".planning", file));
const kept = () => {
  const { discussion, problems } = readDiscussion(scene.read(CHECKPOINT), CHECKPOINT);
  expect(problems).toEqual([]);
  return discussion!;
};

const option = (label: string, recommended = false) => ({ label, consequence: `${label} follows`, recommended });
const SET = {
  domain: "It is shipped.\n</domain>",
  questions: [
    { id: "Q-01", topic: "Where", question: "Where does it go?", why: "People fetch it.", options: [option("A shop"), option("The </decisions> registry", true)] },
    { id: "Q-02", topic: "Name", question: "What is it called?", why: "It is read.", options: [option("app", true), option("ship")] },
    { id: "Q-03", topic: "Errors", question: "What if it fails?", why: "Nobody watches.", options: [option("Again", true), option("Stop")] },
  ],
  canonical_refs: [{ path: "README.md", text: "says what it is" }],
  code_context: [],
} as const;
const file = (set: unknown = SET): OutboxFile => ({ path: "questions.json", text: JSON.stringify(set) });
const prepares: ScriptedAgent = (request, tools) => {
  expect(request).toMatchObject({ role: "discussion", purpose: "prepare-questions 2", permission: "read-only" });
  tools.leave(file().path, file().text);
  return "completed";
};
const never: ScriptedAgent = () => { throw new Error("no agent is to be asked"); };

const label = (text: string): QuestionReply => ({ type: "answer", answer: { type: "option", label: text } });
const say = (type: "assumed" | "deferred"): QuestionReply => ({ type: "answer", answer: { type } });
const words = (text: string): QuestionReply => ({ type: "answer", answer: { type: "words", text } });
const STOP: QuestionReply = { type: "stop" };

/** A person with answers; what is asked beyond them stops. */
interface Person {
  readonly questions?: readonly QuestionReply[];
  readonly more?: readonly MoreReply[];
  readonly confirm?: readonly ConfirmReply[];
  readonly assumptions?: readonly ConfirmReply[];
  readonly existing?: "add" | "leave";
  /** Looks on while a question stands there. */
  readonly meanwhile?: (question: DiscussionAsked) => void;
}

interface Asked {
  readonly report: DiscussPhaseReport | Refusal;
  readonly asked: string[];
  readonly previews: DiscussionPreview[];
  readonly agents: number;
}

async function discuss(person: Person | undefined, script: ScriptedAgent = never, more: Partial<DiscussPhaseInput> = {}): Promise<Asked> {
  const asked: string[] = [];
  const previews: DiscussionPreview[] = [];
  const left = { questions: [...(person?.questions ?? [])], more: [...(person?.more ?? [])], confirm: [...(person?.confirm ?? [])], assumptions: [...(person?.assumptions ?? [])] };
  const ask: AskDiscussion = {
    existing: ({ decisions }) => { asked.push(`existing ${String(decisions.length)}`); return Promise.resolve(person?.existing ?? "leave"); },
    question: (question) => {
      asked.push(`${question.id} ${String(question.turn)}/${String(question.of)}${question.answer === undefined ? "" : ` ${question.answer.type}`}`);
      person?.meanwhile?.(question);
      return Promise.resolve(left.questions.shift() ?? STOP);
    },
    assumptions: (preview) => { previews.push(preview); asked.push("assumptions"); return Promise.resolve(left.assumptions.shift() ?? { type: "stop" }); },
    more: () => { asked.push("more"); return Promise.resolve(left.more.shift() ?? { type: "stop" }); },
    confirm: (preview) => { previews.push(preview); asked.push("confirm"); return Promise.resolve(left.confirm.shift() ?? { type: "stop" }); },
  };
  const { ports, place, asked: requests } = scene.context(script);
  const report = await discussPhase(ports, place, { phase: "2", auto: false, ...(person === undefined ? {} : { ask }), signal: new AbortController().signal, onEvent: () => undefined, ...more });
  return { report, asked, previews, agents: requests.length };
}

const DONE: MoreReply = { type: "done" };
const WRITE: ConfirmReply = { type: "write" };

describe("dgs discuss-phase with a person", () => {
  it("asks one by one, shows the decisions, and writes CONTEXT.md in one commit", async () => {
    const before = scene.git("rev-list", "--count", "HEAD");
    const { report, asked, previews, agents } = await discuss({ questions: [label("The </decisions> registry"), words("- ship it\n# now"), say("deferred")], more: [{ type: "add", extra: "decisions", text: "A log is kept" }, { type: "add", extra: "specifics", text: "like npm does" }, { type: "add", extra: "deferred", text: "a mirror" }, DONE], confirm: [WRITE] }, prepares);
    expect(asked).toEqual(["Q-01 1/3", "Q-02 2/3", "Q-03 3/3", "more", "more", "more", "more", "confirm"]);
    expect(agents).toBe(1);
    expect(report).toMatchObject({ type: "discuss-phase", exit: "ok", phase: "2", name: "Ship", version: "v1", outcome: "discussed", added: false, path: CONTEXT, humanNeeded: [], planningCommit: "docs(02): capture phase context", deferred: ["Errors: What if it fails?", "a mirror"] });
    expect(previews[0]?.result.decisions).toHaveLength(3);
    expect(scene.read(CONTEXT)).toContain("- **D-01:** Where does it go? The &lt;/decisions> registry (The &lt;/decisions> registry follows)\n- **D-02:** What is it called? - ship it # now\n- **D-03:** A log is kept\n</decisions>\n");
    expect(readContext(scene.read(CONTEXT))).toMatchObject({ domain: "It is shipped. </domain>", specifics: ["like npm does"], canonicalRefs: ["`README.md`: says what it is"], deferred: ["Errors: What if it fails?", "a mirror"] });
    expect(there(CHECKPOINT)).toBe(false);
    expect(Number(scene.git("rev-list", "--count", "HEAD"))).toBe(Number(before) + 1);
    expect(scene.git("show", "--name-only", "--format=", "HEAD")).toBe(`.planning/${CONTEXT}`);
    expect(scene.git("status", "--porcelain", "--", ".planning/phases")).toBe("");
  });

  it.each([0, 1, 2])("stopped at question %i it goes on there, without an agent, and keeps what was said", async (answered) => {
    const first = await discuss({ questions: [label("A shop"), say("assumed"), words("we call")].slice(0, answered) }, prepares);
    expect(first.report).toMatchObject({ exit: "human-needed", outcome: "stopped", checkpoint: CHECKPOINT, questions: { answered, total: 3 }, decisions: [], next: { command: "dgs discuss-phase 2" } });
    expect(there(CONTEXT)).toBe(false);
    const second = await discuss({ questions: [label("A shop"), say("assumed"), words("we call")].slice(answered), more: [DONE], confirm: [WRITE] });
    expect(second.asked).toEqual([...["Q-01 1/3", "Q-02 2/3", "Q-03 3/3"].slice(answered), "more", "confirm"]);
    expect(second.report).toMatchObject({ outcome: "discussed", humanNeeded: ["phase 2: left to the agent: D-02"], decisions: [{ id: "D-01", text: "Where does it go? A shop (A shop follows)", assumed: false }, { id: "D-02", text: "What is it called? app (app follows)", assumed: true }, { id: "D-03", text: "What if it fails? we call", assumed: false }] });
    expect(scene.read(CONTEXT)).toContain("- **D-02:** What is it called? app (app follows) (assumed)\n");
  });

  it.each(["more", "confirm"] as const)("stopped at the end (%s) it goes on there", async (stage) => {
    await discuss({ questions: [label("A shop"), label("app"), label("Again")], more: stage === "more" ? [] : [{ type: "add", extra: "deferred", text: "later" }, DONE] }, prepares);
    const second = await discuss({ more: [DONE], confirm: [WRITE] });
    expect(second.asked).toEqual(["more", "confirm"]);
    expect(second.report).toMatchObject({ outcome: "discussed", deferred: stage === "more" ? [] : ["later"] });
  });

  it("has each answer in the file before the next question", async () => {
    const states: string[] = [];
    await discuss({ questions: [label("A shop"), say("deferred"), words("x")], meanwhile: () => { states.push(kept().questions.map(({ answer }) => answer?.type ?? "-").join(" ")); } }, prepares);
    expect(states).toEqual(["- - -", "option - -", "option deferred -"]);
  });

  it("goes back, keeps or changes an answer, and goes on with what is open", async () => {
    const back: QuestionReply = { type: "back" };
    const { asked, report } = await discuss({ questions: [back, label("A shop"), label("app"), back, back, { type: "keep" }, label("Again")], more: [{ type: "back" }, DONE], confirm: [{ type: "change", id: "Q-01" }, { type: "more" }] }, prepares);
    // The first question has none before it.
    expect(asked).toEqual(["Q-01 1/3", "Q-01 1/3", "Q-02 2/3", "Q-03 3/3", "Q-02 2/3 option", "Q-01 1/3 option", "Q-03 3/3", "more", "Q-03 3/3 option"]);
    expect(report).toMatchObject({ outcome: "stopped" });
    const again = await discuss({ questions: [words("by hand")], more: [DONE, DONE], confirm: [{ type: "change", id: "Q-02" }, { type: "more" }, WRITE] });
    expect(again.asked).toEqual(["more", "confirm", "Q-02 2/3 option", "confirm", "more", "confirm"]);
    expect(again.report).toMatchObject({ decisions: [{ text: "Where does it go? A shop (A shop follows)" }, { text: "What is it called? by hand" }, { text: "What if it fails? Again (Again follows)" }] });
  });

  it("takes what a person writes into the file meanwhile", async () => {
    const edit = ({ id }: DiscussionAsked): void => {
      if (id === "Q-01") scene.put(`.planning/${CHECKPOINT}`, scene.read(CHECKPOINT).replace('"What is it called?"', '"What is it called now?"').replace(/"id": "Q-03",/, '"id": "Q-03", "note": "mine",'));
    };
    await discuss({ questions: [label("A shop")], meanwhile: edit }, prepares);
    expect(kept().questions.map(({ question, answer }) => [question, answer?.type])).toEqual([["Where does it go?", "option"], ["What is it called now?", undefined], ["What if it fails?", undefined]]);
    expect(scene.read(CHECKPOINT)).toContain('"note": "mine"');
  });

  it("refuses a file that was broken, with the place, and loses nothing of it", async () => {
    await discuss({ questions: [label("A shop")] }, prepares);
    const broken = scene.read(CHECKPOINT).replace('"questions": [', '"questions": [,');
    writeFileSync(join(scene.repo, ".planning", CHECKPOINT), broken);
    const { report, asked } = await discuss({ questions: [label("app")] });
    expect(report).toMatchObject({ type: "refused", code: "discussion-unread", exit: "usage", at: expect.stringMatching(/02-DISCUSS-CHECKPOINT\.json:\d+:\d+$/) as string, remedy: expect.stringContaining("move the file away") as string });
    expect([asked, scene.read(CHECKPOINT)]).toEqual([[], broken]);
    const context = scene.context(never);
    const parsed = parseStepCommand("/dgs:discuss-phase 2 --auto");
    if (isCommandFault(parsed)) throw new Error("no command");
    expect(await discussStep(context, parsed)).toMatchObject({ type: "failed", reason: "usage", error: expect.stringContaining("cannot be read") as string });
    expect(scene.read(CHECKPOINT)).toBe(broken);
  });

  it("says so where the file is deleted while a question stands there", async () => {
    const { report } = await discuss({ questions: [label("A shop")], meanwhile: () => { scene.git("clean", "-fdq", ".planning"); } }, prepares);
    expect(report).toMatchObject({ type: "refused", code: "discussion-missing", exit: "conflict" });
  });

  it("sends questions back that are none, and tells an agent what is settled", async () => {
    scene.put(".planning/phases/01-build/01-CONTEXT.md", "# C\n\n<decisions>\n- **D-01:** Built with make\n</decisions>\n");
    let runs = 0;
    const { report, agents } = await discuss({}, (request, tools) => {
      runs++;
      expect(request.prompt).toContain("Decisions about an earlier phase: Build");
      expect(request.prompt).toContain("Built with make");
      if (runs === 2) expect(request.prompt).toContain("Ask at least the one whose answer is least certain.");
      tools.leave(file().path, file(runs === 1 ? { ...SET, questions: [] } : SET).text);
      return "completed";
    });
    expect([agents, report]).toMatchObject([2, { outcome: "stopped" }]);
  });

  it("ends with what the agent could not do, and writes nothing", async () => {
    const { report } = await discuss({}, (_request, tools) => { tools.leave("questions.json", "no"); return "completed"; });
    expect(report).toMatchObject({ type: "refused", code: "phase-not-discussed", exit: "gaps" });
    expect(there(FOLDER)).toBe(false);
  });
});

describe("a CONTEXT.md that is there", () => {
  const TEXT = "# Mine\r\n\r\n<decisions>\r\n- **D-04:** Old\r\n</decisions>\r\n\r\n<deferred>\r\nNone.\r\n</deferred>\r\n";
  beforeEach(() => { scene.put(`.planning/${CONTEXT}`, TEXT); });

  it("stays where the person says so, without an agent, and with --auto", async () => {
    const { report, asked } = await discuss({ existing: "leave" });
    expect([asked, report]).toMatchObject([["existing 1"], { outcome: "left", exit: "ok", path: CONTEXT, decisions: [{ id: "D-04", text: "Old", assumed: false }] }]);
    expect((await discuss(undefined, never, { auto: true })).report).toMatchObject({ outcome: "left", exit: "ok" });
    expect(scene.read(CONTEXT)).toBe(TEXT);
    expect(scene.git("log", "--format=%s")).toBe("Start");
  });

  it("is added to with the next ids, and no other byte changes", async () => {
    const { report } = await discuss({ existing: "add", questions: [label("A shop"), label("app"), say("deferred")], more: [DONE], confirm: [WRITE] }, prepares);
    expect(report).toMatchObject({ outcome: "discussed", added: true, decisions: [{ id: "D-05" }, { id: "D-06" }] });
    const more = "- **D-05:** Where does it go? A shop (A shop follows)\r\n- **D-06:** What is it called? app (app follows)\r\n";
    const refs = "\r\n<canonical_refs>\r\n- `README.md`: says what it is\r\n</canonical_refs>\r\n";
    expect(scene.read(CONTEXT)).toBe(TEXT.replace("- **D-04:** Old\r\n", `- **D-04:** Old\r\n${more}`).replace("None.", "- Errors: What if it fails?") + refs);
  });
});

describe("without a person", () => {
  const decides: ScriptedAgent = (request, tools) => {
    expect(request.purpose).toBe("discuss-phase 2");
    tools.leave("02-CONTEXT.md", "# Phase 2\n\n<decisions>\n- **D-01:** a (assumed)\n- **D-02:** b (assumed)\n</decisions>\n");
    return "completed";
  };

  it("--auto has an agent decide, marks it as assumed, and ends with 0", async () => {
    const { report } = await discuss(undefined, decides, { auto: true });
    expect(report).toMatchObject({ exit: "ok", outcome: "assumed", decisions: [{ id: "D-01", assumed: true }, { id: "D-02", assumed: true }], humanNeeded: [`phase 2: decisions were assumed, see ${CONTEXT}`], planningCommit: "docs(02): capture phase context", next: { command: "dgs plan-phase 2" } });
    expect(scene.git("show", "--name-only", "--format=", "HEAD")).toBe(`.planning/${CONTEXT}`);
  });

  it("--auto takes a person's answers, and assumes only what is open", async () => {
    await discuss({ questions: [words("a kiosk")] }, prepares);
    const { report, agents } = await discuss(undefined, never, { auto: true });
    expect([agents, report]).toMatchObject([0, { outcome: "assumed", decisions: [{ text: "Where does it go? a kiosk", assumed: false }, { assumed: true }, { assumed: true }] }]);
    expect(there(CHECKPOINT)).toBe(false);
  });

  it("leaves what another tool has begun under the same name: a job goes on with it as an input, and a person is told", async () => {
    const other = '{ "phase": "2", "areas_completed": ["Layout"], "decisions": { "Layout": ["cards"] } }\n';
    scene.put(`.planning/${CHECKPOINT}`, other);
    expect((await discuss({}, never)).report).toMatchObject({ code: "discussion-unread", remedy: expect.stringContaining("move the file away") as string });
    const { report } = await discuss(undefined, (request, tools) => { expect(request.prompt).toContain('"Layout": ["cards"]'); return decides(request, tools); }, { auto: true });
    expect([report, scene.read(CHECKPOINT)]).toMatchObject([{ outcome: "assumed" }, other]);
  });

  it("refuses where nobody can be asked, and names --auto", async () => {
    expect((await discuss(undefined)).report).toMatchObject({ type: "refused", code: "nobody-to-ask", exit: "usage", remedy: expect.stringContaining("--auto") as string });
  });

  it.each([["9", "phase-missing"], ["x!", "phase-unread"]])("refuses phase %s", async (phase, code) => {
    expect((await discuss({}, never, { phase })).report).toMatchObject({ type: "refused", code, exit: "usage" });
    expect(readdirSync(join(scene.repo, ".planning"))).not.toContain("jobs");
  });

  it("tells that there are no agents only where one is needed", async () => {
    const withoutAgents: Refusal = { type: "refused", code: "agents-not-configured", message: "none", remedy: "x", exit: "usage" };
    expect((await discuss({}, never, { withoutAgents })).report).toEqual(withoutAgents);
    expect((await discuss(undefined, never, { auto: true, withoutAgents })).report).toEqual(withoutAgents);
    await discuss({ questions: [label("A shop")] }, prepares);
    expect((await discuss({}, never, { withoutAgents })).report).toMatchObject({ outcome: "stopped" });
  });

  it("lets nobody in while a runner works on the milestone", async () => {
    const { ports, place } = scene.context();
    const held = tryLock({ folder: join(place.root, "jobs/.locks"), name: "milestone-v1", now: ports.clock.now(), liveness: ports.liveness, disk: ports.disk });
    expect(held.type).toBe("held");
    expect((await discuss({}, never)).report).toMatchObject({ code: "locked", exit: "locked" });
    if (held.type === "held") held.lock.release();
  });
});

describe("the configuration", () => {
  const config = (workflow: object): void => { scene.put(".planning/config.json", `${JSON.stringify({ workflow })}\n`); };

  it("skip_discuss: a job and --auto say so and do nothing; a person who asks for it is asked", async () => {
    config({ skip_discuss: true });
    const parsed = parseStepCommand("/dgs:discuss-phase 2 --auto");
    if (isCommandFault(parsed)) throw new Error("no command");
    expect(await discussStep(scene.context(never), parsed)).toEqual({ type: "done", note: "phases are not discussed (workflow.skip_discuss)" });
    expect((await discuss(undefined, never, { auto: true })).report).toMatchObject({ outcome: "skipped", exit: "ok", decisions: [] });
    expect(there(FOLDER)).toBe(false);
    expect((await discuss({}, prepares)).report).toMatchObject({ outcome: "stopped" });
  });

  it("discuss_mode assumptions: all at once, corrected one by one, and confirmed with one word", async () => {
    config({ discuss_mode: "assumptions" });
    const { asked, previews, report } = await discuss({ assumptions: [{ type: "change", id: "Q-02" }, WRITE], questions: [words("tender")] }, prepares);
    expect(asked).toEqual(["assumptions", "Q-02 2/3", "assumptions"]);
    expect(previews.map(({ questions }) => questions.map(({ answer }) => answer?.type ?? "-").join(" "))).toEqual(["- - -", "- words -"]);
    expect(report).toMatchObject({ outcome: "discussed", humanNeeded: [], decisions: [{ text: expect.stringContaining("registry") as string, assumed: false }, { text: "What is it called? tender" }, { text: "What if it fails? Again (Again follows)", assumed: false }] });
  });

  it("discuss_mode assumptions: stopped it shows them again", async () => {
    config({ discuss_mode: "assumptions" });
    await discuss({ assumptions: [{ type: "change", id: "Q-01" }], questions: [say("deferred")] }, prepares);
    const { asked, report } = await discuss({ assumptions: [{ type: "more" }], more: [DONE], confirm: [WRITE] });
    expect(asked).toEqual(["assumptions", "more", "confirm"]);
    expect(report).toMatchObject({ outcome: "discussed", deferred: ["Where: Where does it go?"], decisions: [{ assumed: true }, { assumed: true }] });
  });
});

it("is brought to its end where it was killed between CONTEXT.md and the file of the discussion", async () => {
  await discuss({ questions: [label("A shop"), label("app"), label("Again")] }, prepares);
  const checkpoint = scene.read(CHECKPOINT);
  const context = "# C\n\n<decisions>\n- **D-01:** a\n</decisions>\n";
  const MARK = `${FOLDER}/.discussion-not-committed`;
  scene.put(`.planning/${MARK}`, "x\n");
  scene.put(`.planning/${CONTEXT}`, context);
  scene.put(".planning/.changes-in-progress.json", `${JSON.stringify({ purpose: "dgs discuss-phase 2", changes: [{ type: "create", path: MARK, text: "x\n" }, { type: "create", path: CONTEXT, text: context }, { type: "delete", path: CHECKPOINT, before: checkpoint }], done: 1 })}\n`);
  const { report } = await discuss({ existing: "leave" });
  expect(report).toMatchObject({ outcome: "left", finished: "dgs discuss-phase 2", planningCommit: "docs(02): capture phase context", decisions: [{ id: "D-01", text: "a" }] });
  expect([there(CHECKPOINT), there(".changes-in-progress.json"), there(MARK)]).toEqual([false, false, false]);
  // What a person makes of CONTEXT.md from now on is theirs to commit.
  scene.put(`.planning/${CONTEXT}`, `${context}Mine.\n`);
  expect((await discuss({ existing: "leave" })).report).not.toHaveProperty("planningCommit");
});
