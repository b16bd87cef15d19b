import { statSync } from "node:fs";
import { join } from "node:path";
import type { OutboxFile, Problem } from "@dgs/core";
import { listFolder } from "../disk.js";
import type { StepContext } from "../steps/context.js";
import { failed, type WorkFailure } from "../work/context.js";
import type { ScreenedFile } from "./screen-files.js";

const PREFIX = "submit-";

/** An outbox that is older was left by a run that was killed. */
const LEFT_AFTER_MS = 3_600_000;

/**
 * Puts what was handed in into an outbox, and reads it from there as what agents leave: nothing else comes to the readers. The outbox lies below the planning root, hidden from git, and is gone
 * afterwards. Each submission has one of its own: several may be looked at at the same time.
 */
export async function throughOutbox({ ports, place, runId }: StepContext, files: readonly ScreenedFile[]): Promise<{ readonly files: readonly OutboxFile[]; readonly problems: readonly Problem[] } | WorkFailure> {
  await sweepOutboxes(ports.outbox, place.root);
  const outbox = await ports.outbox.prepare(place.root, `${PREFIX}${runId.replace(/[^A-Za-z0-9-]/g, "-")}`);
  if (typeof outbox !== "string") return failed("internal", outbox.message);
  try {
    for (const { name, text } of files) ports.disk.writeNew(join(outbox, name), Buffer.from(text, "utf8"), 0o600);
    const left = await ports.outbox.read(outbox);
    return left.type === "problems" ? { files: [], problems: left.problems } : { files: left.files, problems: [] };
  } catch (error) {
    return failed("internal", `what was handed in cannot be put into ${outbox}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await ports.outbox.discard(outbox);
  }
}

async function sweepOutboxes(outboxes: StepContext["ports"]["outbox"], root: string): Promise<void> {
  const folder = join(root, ".dgs", "outbox");
  for (const name of listFolder(folder) ?? []) {
    const path = join(folder, name);
    const age = name.startsWith(PREFIX) ? Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) : 0;
    if (age > LEFT_AFTER_MS) await outboxes.discard(path.replace(/\/$/, ""));
  }
}
