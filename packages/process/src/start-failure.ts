import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import type { ProcessResult, ProcessSpec } from "@dgs/core";

/** Why a program did not start. */
export type StartFailure = Pick<Extract<ProcessResult, { type: "not-started" }>, "type" | "reason" | "message">;

type Reason = StartFailure["reason"];

/** Classifies an error of spawn. The system says ENOENT for a missing folder, program and interpreter alike, so it is looked at again. */
export function explainStartFailure(spec: ProcessSpec, error: unknown): StartFailure {
  const reason = reasonOf(spec, error instanceof Error && "code" in error ? error.code : undefined);
  return { type: "not-started", reason, message: messageOf(spec, reason, error instanceof Error ? error.message : String(error)) };
}

function reasonOf(spec: ProcessSpec, code: unknown): Reason {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      if (!isFolder(spec.cwd)) return "bad-cwd";
      return isThere(spec) ? "not-executable" : "not-found";
    case "EACCES":
    case "EPERM":
      return isFolder(spec.cwd) ? "not-executable" : "bad-cwd";
    case "ENOEXEC":
    case "EISDIR":
    case "ELOOP":
      return "not-executable";
    default:
      return "other";
  }
}

function messageOf(spec: ProcessSpec, reason: Reason, original: string): string {
  const program = JSON.stringify(spec.program);
  switch (reason) {
    case "not-found":
      return isPath(spec.program) ? `there is no program ${program}` : `there is no program ${program} on the PATH it was given (${JSON.stringify(spec.env.PATH ?? "")})`;
    case "not-executable":
      return `${program} is there and cannot be run: it lacks the permission, is a folder, or its interpreter is missing`;
    case "bad-cwd":
      return `${JSON.stringify(spec.cwd)} cannot be the working folder: it is missing, is no folder, or may not be entered`;
    case "other":
      return `${program} could not be started: ${original}`;
  }
}

/** A name without a slash is looked up on PATH. */
function isPath(program: string): boolean {
  return program.includes("/") || (process.platform === "win32" && program.includes("\\"));
}

/** A script whose interpreter is missing is there, though the system says it is not. */
function isThere({ program, cwd, env }: ProcessSpec): boolean {
  const folders = isPath(program) ? [""] : (env.PATH ?? "").split(delimiter);
  return folders.some((folder) => existsSync(resolve(cwd, folder, program)));
}

function isFolder(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
