import type { AgentRequest } from "@dgs/core";
import type { Launch, LaunchSetup } from "../program/adapter.js";

/** The command line of a program that speaks the protocol: as the configuration says. The prompt goes through the protocol. */
export function launchAcp(_request: AgentRequest, setup: LaunchSetup): Launch {
  return { program: setup.program, args: setup.programArguments ?? [], env: setup.env, stdin: "" };
}
