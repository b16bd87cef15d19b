import { rm } from "node:fs/promises";
import path from "node:path";
import type { Outbox, OutboxRefusal } from "@dgs/core";
import { DGS_FOLDER, strangeFolder } from "./outbox-place.js";
import { prepareOutbox } from "./prepare-outbox.js";
import { readOutbox } from "./read-outbox.js";

/** Makes the port for outboxes: `.dgs/outbox/<name>` in the folder an agent works in. */
export function createOutbox(): Outbox {
  return { prepare: prepareOutbox, read: readOutbox, discard: discardOutbox };
}

/** Removes an outbox. What is not named like one is refused, so that no mistaken path is ever emptied. */
async function discardOutbox(outbox: string): Promise<"discarded" | OutboxRefusal> {
  const outboxes = path.dirname(outbox);
  const dgs = path.dirname(outboxes);
  if (path.basename(outboxes) !== "outbox" || path.basename(dgs) !== DGS_FOLDER) return { type: "refused", message: `${outbox} is no outbox` };
  const strange = strangeFolder([dgs, outboxes]);
  if (strange !== undefined) return { type: "refused", message: `${strange} is no folder, or only a link to one: move it away` };
  try {
    await rm(outbox, { recursive: true, force: true });
    return "discarded";
  } catch (error) {
    return { type: "refused", message: `the outbox ${outbox} cannot be removed: ${error instanceof Error ? error.message : String(error)}` };
  }
}
