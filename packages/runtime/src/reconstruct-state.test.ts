import { joinPath, readStateFile } from "@dgs/core";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createPlanningFiles } from "./planning-files.js";
import { loadProduct } from "./load-product.js";
import { reconstructedState } from "./reconstruct-state.js";
import { isRefusal } from "./refusal.js";

let folder: string;
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it("makes a STATE.md that says what lies on disk, and that is read again", () => {
  folder = mkdtempSync(join(tmpdir(), "dgs state "));
  const root = join(folder, ".planning");
  for (const [file, text] of Object.entries({
    "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.1 Security: first** - Phases 1-2 (in progress)\n\n## Phases\n\n- [x] **Phase 1: Build**\n- [ ] **Phase 2: Ship it**\n",
    "phases/02-ship/02-01-PLAN.md": "---\nphase: 02\nplan: 01\n---\n\n<objective>\nShip.\n</objective>\n",
    "phases/02-ship/02-02-PLAN.md": "---\nphase: 02\nplan: 02\n---\n\n<objective>\nShip.\n</objective>\n",
    "phases/02-ship/02-01-SUMMARY.md": "---\nphase: 02\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**Shipped**\n",
  })) {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const place = { base: folder, root, project: "" as const };
  const loaded = loadProduct(createPlanningFiles({ root }), place);
  if (isRefusal(loaded)) throw new Error(loaded.message);
  const change = reconstructedState(place, loaded, "2026-11-26");
  if (change.type !== "create") throw new Error(change.type);
  expect(change.path).toBe(joinPath("STATE.md"));
  expect(readStateFile(change.text, "STATE.md")).toMatchObject({
    ...{ milestone: "v1.1", milestoneName: "Security: first", phase: "02", phaseText: "2 of 2 (Ship it)", planText: "1 of 2 in current phase", status: "In progress" },
    ...{ progress: "[█████░░░░░] 50%", lastSession: "2026-11-26", problems: [] },
  });
});
