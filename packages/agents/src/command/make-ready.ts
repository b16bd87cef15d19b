import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { AgentRequest } from "@dgs/core";
import { RESULT_FILE } from "./result-file.js";

/** Takes away what an earlier run may have said, as a program that dies without a word must not be believed to have spoken; and makes the log's folder. */
export async function makeReady(request: AgentRequest): Promise<void> {
  await rm(path.join(request.outbox, RESULT_FILE), { recursive: true, force: true });
  await mkdir(path.dirname(request.logPath), { recursive: true });
}
