/** From when to when something went on, ISO 8601. Without an end it goes on, or its run was killed: `cutOff` says which. */
export interface Span {
  readonly start: string;
  readonly end?: string;
  /** Its run was killed; the end is the last that was heard of it. */
  readonly cutOff?: true;
}

/** A step of a job that a run carried out. */
export interface TimedStep extends Span {
  /** From 1. */
  readonly number: number;
  readonly command: string;
  readonly outcome?: string;
  readonly detail?: string;
}

/** A stage of an execution or an audit; `phase` as people write it, where it was told. */
export interface TimedStage extends Span {
  /** As it was told: ``run `03-01` ``. */
  readonly stage: string;
  readonly plan?: string;
  readonly phase?: string;
  readonly outcome?: string;
}

/** A run of an agent, as its runner told of it. */
export interface TimedAgent extends Span {
  readonly purpose: string;
  readonly role: string;
  readonly tier: string;
  readonly plan?: string;
  readonly phase?: string;
  /** The command of the step that it was for, else of the run. */
  readonly step: string;
  readonly outcome?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
}

/** An agent that waits for its service. */
export interface ServiceWaitTime extends Span {
  readonly purpose: string;
  /** Until when it was to wait, ISO 8601. */
  readonly until: string;
  readonly why: string;
}

/** Something that happened at one moment. */
export interface Moment {
  readonly at: string;
  readonly type: "commit" | "test" | "conflict" | "wait" | "note" | "steps-inserted";
  readonly text: string;
  readonly plan?: string;
  readonly phase?: string;
}

/** The times of one run of a command. */
export interface RunTimes extends Span {
  readonly run: string;
  readonly command: string;
  /** Absent while it goes on, and where it was killed. */
  readonly exit?: string;
  readonly steps: readonly TimedStep[];
  readonly stages: readonly TimedStage[];
  readonly agents: readonly TimedAgent[];
  readonly waits: readonly ServiceWaitTime[];
  readonly moments: readonly Moment[];
}
