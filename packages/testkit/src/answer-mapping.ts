import { CODEBASE_MAPPERS, type AgentRequest, type CodebaseMapper } from "@dgs/core";
import { basename } from "node:path";
import type { AgentTools } from "./agent-tools.js";

/** Answers as codebase mappers do: leaves each document that was asked for, with its title and a line. Leaves nothing for any other work. */
export function answerMapping({ role, purpose, cwd }: AgentRequest, tools: AgentTools): void {
  if (role !== "codebase-mapper") return;
  const mapper = purpose.split(" ")[1] ?? "";
  const documents = mapper === "cross-repo" ? ["CROSS-REPO.md"] : (CODEBASE_MAPPERS[mapper as CodebaseMapper] as readonly string[]);
  for (const name of documents) tools.leave(name, `# ${name.charAt(0)}${name.slice(1, -3).toLowerCase()}\n\n${name} of ${basename(cwd)}, by ${purpose}.\n`);
}
