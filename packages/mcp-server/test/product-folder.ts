import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ProductOptions } from "../src/product.js";

/** A folder with a planning folder in it. */
export interface ProductFolder {
  readonly base: string;
  readonly planning: string;
  readonly options: ProductOptions;
  readonly write: (file: string, content: string | Uint8Array) => void;
  readonly remove: () => void;
}

const FILES: Readonly<Record<string, string>> = {
  "config.json": '{ "workflow": { "verifier": false } }\n',
  "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n",
  "ROADMAP.md": `# Roadmap

## Milestones

- 🚧 **v1.0 First release** - Phases 1-2 (in progress)
- 📋 **v1.1 Second release** - Phases 3-3 (planned)

## Phases

- [x] **Phase 1: Parser** - reads durations
- [ ] **Phase 2: Printer** - prints durations
- [ ] **Phase 3: Later** - something else

## Phase Details

### Phase 1: Parser

**Goal**: Durations are read

### Phase 2: Printer

**Goal**: Durations are printed

### Phase 3: Later

**Goal**: Something else
`,
  "phases/01-parser/01-01-PLAN.md": "---\nphase: 01-parser\nplan: 01\nwave: 1\n---\n\n# Plan\n",
  "phases/01-parser/01-01-SUMMARY.md": "---\nphase: 01-parser\nplan: 01\n---\n\n# Summary\n",
  "phases/02-printer/02-01-PLAN.md": "---\nphase: 02-printer\nplan: 01\nwave: 1\n---\n\n# Plan\n",
  "phases/03-later/03-01-PLAN.md": "---\nphase: 03-later\nplan: 01\nwave: 1\n---\n\n# Plan\n",
  "jobs/pending/milestone-v1.0.md": "# Milestone Job: v1.0\n\n- **Version:** v1.0\n- **Status:** pending\n\n## Steps\n\n- [ ] `/dgs:execute-phase 2 --non-interactive`\n",
};

/** Makes a product with two milestones: phase 1 of the active one is complete, phase 2 is planned. */
export function makeProductFolder(): ProductFolder {
  const base = mkdtempSync(path.join(os.tmpdir(), "dgs-mcp-product-"));
  const planning = path.join(base, ".planning");
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(planning, file)), { recursive: true });
    writeFileSync(path.join(planning, file), content);
  };
  for (const [file, text] of Object.entries(FILES)) write(file, text);
  return { base, planning, options: { cwd: base, env: {}, runner: ["false"], version: "0.0.0" }, write, remove: () => { rmSync(base, { recursive: true, force: true }); } };
}
