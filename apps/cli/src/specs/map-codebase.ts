import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs map-codebase` */
export const mapCodebaseSpec: CommandSpec = {
  name: "map-codebase",
  summary: "have the code base described for those who plan",
  details: [
    "Four agents for each repo describe it side by side: stack, architecture, quality, concerns. What code can find (languages, manifests, dependencies, entry points, test commands) is found by code and given to them. They leave seven documents in the folder codebase; of several repos there are unified ones as well, and CROSS-REPO.md.",
    "A repo at the commit that its documents tell of is not mapped again. What people wrote into a document holds, and is committed before the document is made anew. A secret in a document is masked before anything is written, and reported. Stopped or killed, the same call goes on with what is missing.",
  ],
  operands: [{ name: "repo", isRequired: false, completes: "repo" }],
  program: AGENT_PROGRAM,
  options: [{ name: "again", summary: "map also what has not changed" }, ...AGENT_OPTIONS, RECORD_OPTION],
  examples: [
    { line: "dgs map-codebase", says: "map what has changed since it was mapped" },
    { line: "dgs map-codebase api --again", says: "map the repo api anew" },
    { line: "dgs map-codebase --json", says: "for scripts: the report on stdout, events as JSON lines on stderr" },
  ],
  load: async () => (await import("../commands/map-codebase.js")).runMapCodebase,
};
