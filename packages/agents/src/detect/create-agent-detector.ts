import type { AgentDetector, FoundAgent, Processes } from "@dgs/core";
import which from "which";
import type { ProgramAdapter } from "../program/adapter.js";
import { ADAPTERS } from "../program/adapters.js";
import { findSignIn } from "./find-sign-in.js";
import { probeVersion } from "./probe-version.js";

/** Time for a program to tell its version. Some unpack themselves at their first start, or are scripts of several megabytes. */
const VERSION_MS = 30_000;

/** What {@link createAgentDetector} needs. */
export interface AgentDetectorOptions {
  readonly processes: Processes;
  /** The environment that programs are asked for their version with: the basics, and no key. */
  readonly env: Readonly<Record<string, string>>;
  /** The person's own environment: which variables are set in it tells who is signed in. */
  readonly person: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until a program that does not tell its version is given up; 30,000 unless told. */
  readonly versionMs?: number;
}

/**
 * Makes the detector of agent programs.
 *
 * A program is asked for its version and nothing else, with no key in its environment; whether somebody is signed in is told by files and
 * by names of variables.
 */
export function createAgentDetector({ processes, env, person, versionMs = VERSION_MS }: AgentDetectorOptions): AgentDetector {
  // Windows spells `Path`.
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  const find = async (program: string): Promise<string | undefined> => (await which(program, { path, nothrow: true })) ?? undefined;
  const detectOne = async (adapter: ProgramAdapter, program: string): Promise<FoundAgent> => {
    const base = { adapter: adapter.name, program, ...(adapter.tried === undefined ? {} : { tried: adapter.tried }), ...findSignIn(adapter.signIn, { env: person, platform: process.platform }) };
    const file = await find(program);
    return file === undefined ? { ...base, state: "not-found" } : { ...base, path: file, ...(await probeVersion(file, { processes, env, deadlineMs: versionMs })) };
  };
  return {
    find,
    detect: (programs) => Promise.all(Object.values<ProgramAdapter>(ADAPTERS).flatMap((adapter) => {
      const program = programs[adapter.name];
      return program === undefined ? [] : [detectOne(adapter, program)];
    })),
  };
}
