import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { buildProgram, type ProgramEnd } from "./built-program.js";
import { type LiveTerminal, type LiveTerminalInput, openLiveTerminal } from "./live-terminal.js";
import { createRecordedProducts } from "./recorded-product.js";

/** The first phase of the demo's product, whose agents stay at work until they are let go, and terminals in its folder. */
export interface LiveScene {
  readonly planning: string;
  /** The built program. */
  readonly main: string;
  /** Ends each agent of a plan, from now on. */
  readonly letGo: () => void;
  /** Starts the program on a terminal. */
  readonly on: (size: LiveTerminalInput["size"], args: readonly string[], env?: LiveTerminalInput["env"]) => LiveTerminal;
  /** Runs it to its end without one. */
  readonly dgs: (...args: readonly string[]) => ProgramEnd;
  /** Which agents are run: the end of a command. */
  readonly agents: readonly string[];
  readonly remove: () => void;
}

/** Shows two agents of the first wave, each of which has said its last word. */
export const BOTH_AT_WORK = /\[>\] 01-01 .* writes its su.*\n.*\[>\] 01-02 .* writes its su/;

const AGENT = fileURLToPath(new URL("../../../demo/unhurried-agent.mjs", import.meta.url));

/** Builds the program, and makes a scene in a folder of its own. */
export function openLiveScene(): LiveScene {
  const program = buildProgram();
  const folder = mkdtempSync(path.join(tmpdir(), "dgs-live-"));
  const gate = path.join(folder, "gate");
  const products = createRecordedProducts(program, folder, onePhase);
  products.make("p");
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify(tape));
  const open: LiveTerminal[] = [];
  return {
    main: program.main,
    planning: path.join(folder, "p/product/.planning"),
    letGo: () => { writeFileSync(gate, ""); },
    on(size, args, env = {}) {
      const terminal = openLiveTerminal({ cwd: path.join(folder, "p/product"), command: [process.execPath, program.main, ...args], size, env });
      open.push(terminal);
      return terminal;
    },
    dgs: (...args) => products.dgs("p", ...args),
    agents: ["--", process.execPath, AGENT, path.join(folder, "tape.json"), "0", gate],
    remove() {
      for (const terminal of open) terminal.close();
      rmSync(folder, { recursive: true, force: true });
      program.remove();
    },
  };
}

const config = JSON.stringify({ workflow: { verifier: false, test_command: "node --test" } });

const onePhase: Readonly<Record<string, string>> = {
  ...planningFiles,
  ".planning/config.json": config,
  ".planning/REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n- [ ] **PARSE-01**: `1h 30m` is read as 5400 seconds\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| PARSE-01 | Phase 1 | Pending |\n",
  ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 Durations** - Phase 1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Parse** - read what people write\n\n## Phase Details\n\n### Phase 1: Parse\n**Goal**: Durations that people write are read as seconds\n**Requirements**: PARSE-01\n**Plans**: 3 plans\n\nPlans:\n- [ ] 01-01-PLAN.md — units\n- [ ] 01-02-PLAN.md — tokens\n- [ ] 01-03-PLAN.md — parser\n",
};
