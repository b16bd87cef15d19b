import { rm } from "node:fs/promises";
import type { AgentEvent, AgentRequest } from "@dgs/core";
import { readBounded } from "../files/read-bounded.js";

const MAX_BYTES = 1024 * 1024;

/** Where a program is told to write what a run used up: beside its log. */
export function usageFileOf({ logPath }: Pick<AgentRequest, "logPath">): string {
  return `${logPath}.usage`;
}

/** Takes away what an earlier run may have left, as it is no usage of this one. */
export async function clearUsageFile(request: Pick<AgentRequest, "logPath">): Promise<void> {
  await rm(usageFileOf(request), { recursive: true, force: true });
}

/** Reads what a program wrote there, and removes it. A run that was killed has left nothing, or a part: that tells no usage. */
export async function takeUsageFile(request: Pick<AgentRequest, "logPath">, read: (source: string) => readonly AgentEvent[]): Promise<readonly AgentEvent[]> {
  const found = await readBounded(usageFileOf(request), MAX_BYTES);
  await clearUsageFile(request);
  return found.type === "read" ? read(found.text) : [];
}
