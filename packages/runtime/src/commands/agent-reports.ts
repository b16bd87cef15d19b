import type { AgentResult, AgentUsage, FoundAgent } from "@dgs/core";
import type { ExitKind } from "../refusal.js";

/** One adapter in the list of agents. */
export interface AdapterReport extends Partial<Omit<FoundAgent, "adapter" | "state">> {
  readonly name: string;
  /** What it runs: a program that DGS knows, one of the person's own, or a tape. */
  readonly kind: "program" | "command" | "tape";
  /** `not-configured`: the configuration names nothing that it could run. */
  readonly state: FoundAgent["state"] | "not-configured";
  /** Whether the configuration chooses it. */
  readonly chosen: boolean;
  /** Whether the version that is there is the one that the adapter is tried with. */
  readonly isTried?: boolean;
}

/** `dgs agents`: which agents there are. */
export interface AgentsReport {
  readonly type: "agents";
  /** The adapter that the configuration chooses; absent: it chooses none. */
  readonly chosen?: string;
  readonly agents: readonly AdapterReport[];
}

/** An agent program that is tried. */
export interface CheckedAgent {
  readonly adapter: string;
  /** The version of its program, where it is known. */
  readonly version?: string;
  /** The version that the adapter is tried with. */
  readonly tried?: string;
  /** Whether its stream says how a run ended; a program of the person's own says so by its exit code. */
  readonly tellsEnd: boolean;
}

/** One thing that was looked at while an agent program was tried. */
export interface AgentCheckLine {
  /** What was looked at, as one word that never changes. */
  readonly what: "start" | "events" | "end" | "result" | "file" | "outbox" | "rest" | "usage" | "session" | "version";
  /** `held`, `failed`, or `untold`: the program does not tell, and DGS can do without. */
  readonly state: "held" | "failed" | "untold";
  readonly text: string;
}

/** `dgs agents check`: what held of the contract between DGS and an agent program. */
export interface AgentCheckReport {
  readonly type: "agent-check";
  readonly adapter: string;
  readonly version?: string;
  readonly exit: ExitKind;
  readonly checks: readonly AgentCheckLine[];
  /** How the run ended, and what was said of it. */
  readonly outcome: AgentResult["type"];
  readonly message?: string;
  readonly usage: AgentUsage;
  /** The folder in which it was tried, with the program's log; absent: all held, and it was removed. */
  readonly folder?: string;
}
