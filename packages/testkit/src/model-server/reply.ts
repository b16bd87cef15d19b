import type { ModelStep, ToolCall } from "./step.js";

/** What the model answers: words, or the call of a tool. The input of a freeform tool is a text. */
export type ModelReply =
  | { readonly type: "text"; readonly text: string }
  | ({ readonly type: "call" } & ToolCall);

/** Puts a step into the tools of a client. A tool that the client does not offer cannot be called: then the answer says so. */
export function replyTo(step: ModelStep, tools: readonly string[]): ModelReply {
  if ("text" in step) return { type: "text", text: step.text };
  // Not held against what is offered: clients keep tools back until they are searched for.
  if ("call" in step) return { type: "call", ...step.call };
  const call = callFor(step, tools);
  return call ?? { type: "text", text: `No tool for ${JSON.stringify(step)} among ${tools.join(", ")}.` };
}

function callFor(step: ModelStep, tools: readonly string[]): Call | undefined {
  if ("write" in step) return writing(step.write, tools);
  if ("read" in step) return reading(step.read, tools);
  return "shell" in step ? running(step.shell, tools) : undefined;
}

type Call = ModelReply & { readonly type: "call" };

/** The tools that write a file, by the name that a client gives them, with how they want to be called. */
const WRITERS: Readonly<Record<string, (path: string, content: string) => object | string>> = {
  Write: (path, content) => ({ file_path: path, content }),
  write_file: (path, content) => ({ file_path: path, content }),
  write: (path, content) => ({ filePath: path, content }),
  create: (path, content) => ({ path, file_text: content }),
  apply_patch: patchOf,
};

/** The tools that read a file. */
const READERS: Readonly<Record<string, (path: string) => object>> = {
  Read: (path) => ({ file_path: path }),
  read_file: (path) => ({ file_path: path }),
  read: (path) => ({ filePath: path }),
  view: (path) => ({ path }),
};

/** The tools that run a command. */
const SHELLS: Readonly<Record<string, (command: string) => object>> = {
  Bash: (command) => ({ command, description: "a scripted command" }),
  run_shell_command: (command) => ({ command, description: "a scripted command" }),
  exec_command: (command) => ({ cmd: command }),
  bash: (command) => ({ command, description: "a scripted command" }),
};

function writing({ path, content }: { readonly path: string; readonly content: string }, tools: readonly string[]): Call | undefined {
  const tool = Object.keys(WRITERS).find((name) => tools.includes(name));
  // A program offers some models no tool to write with: they write by a command.
  return tool === undefined ? running(`mkdir -p "$(dirname '${path}')" && cat > '${path}' <<'END OF FILE'\n${content}${content.endsWith("\n") ? "" : "\n"}END OF FILE\n`, tools) : { type: "call", tool, input: WRITERS[tool]?.(path, content) ?? {} };
}

/** Whether a client lets its model run commands. */
export function offersShell(tools: readonly string[]): boolean {
  return Object.keys(SHELLS).some((name) => tools.includes(name));
}

function reading(path: string, tools: readonly string[]): Call | undefined {
  const tool = Object.keys(READERS).find((name) => tools.includes(name));
  return tool === undefined ? running(`cat '${path}'`, tools) : { type: "call", tool, input: READERS[tool]?.(path) ?? {} };
}

function running(command: string, tools: readonly string[]): Call | undefined {
  const tool = Object.keys(SHELLS).find((name) => tools.includes(name));
  return tool === undefined ? undefined : { type: "call", tool, input: SHELLS[tool]?.(command) ?? {} };
}

function patchOf(path: string, content: string): string {
  const lines = content.replace(/\n$/, "").split("\n").map((line) => `+${line}`);
  return ["*** Begin Patch", `*** Add File: ${path}`, ...lines, "*** End Patch", ""].join("\n");
}
