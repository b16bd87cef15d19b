import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION, YES } from "./shared.js";

/** `dgs new-milestone` */
export const newMilestoneSpec: CommandSpec = {
  name: "new-milestone",
  summary: "begin a milestone: its requirements divided into phases",
  details: [
    "Takes the requirements that are open and in no phase yet, has an agent divide them into phases, and checks in code that each is in exactly one of them and none is invented. Shows the roadmap, and writes it once you agree: edits of ROADMAP.md, REQUIREMENTS.md and STATE.md, in one commit.",
    "The milestone before it has to be completed. The version is the next one (v1.0, then v1.1) unless --milestone says another. On a terminal it asks for the name, for requirements of later versions that are taken in, and for new ones.",
  ],
  operands: [{ name: "name", isRequired: false, isRest: true, completes: "text" }],
  program: AGENT_PROGRAM,
  options: [
    { name: "milestone", value: "version", completes: "version", summary: "the version: v1.1; the next one unless told" },
    { name: "requirements", value: "ids", completes: "text", summary: "exactly these requirements, with commas between them" },
    { name: "auto", summary: "ask nothing: take what is due, and the roadmap once it is checked" },
    { ...YES, summary: "write the roadmap without showing it first" },
    ...AGENT_OPTIONS,
    RECORD_OPTION,
  ],
  examples: [
    { line: 'dgs new-milestone "Sharing"', says: "begin the next milestone" },
    { line: "dgs new-milestone --milestone v2.0 --requirements SHARE-01,SHARE-02", says: "with its version, and exactly these requirements" },
    { line: "dgs new-milestone --auto --json", says: "for scripts" },
  ],
  load: async () => (await import("../commands/new-milestone.js")).runNewMilestone,
};
