/** A file that two commits hold in different forms. */
export interface ChangedFile {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  /** Absent where it was not there. */
  readonly before?: string;
  /** Absent where it is no more there. */
  readonly after?: string;
  readonly renamedFrom?: string;
  /** It changed, and one of its texts is no text or too large to be read. */
  readonly unread?: boolean;
}

/** What the gate of a phase is made of. */
export interface Gate {
  /** The test commands, as texts. */
  readonly commands: readonly string[];
  /** The files that the fix plans say they change. */
  readonly planned: readonly string[];
  /** The texts, before the change, of the scripts that the commands call: those of `gateScriptsWanted`. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** What happened to a part of the gate. */
export type GateKind =
  | "tests-added"
  | "test-changed"
  | "test-moved"
  | "test-removed"
  | "tests-fewer"
  | "file-deleted"
  | "test-skipped"
  | "assertion-removed"
  | "assertion-loosened"
  | "assertion-tightened"
  | "expectation-changed"
  | "timeout-changed"
  | "script-changed"
  | "command-dropped"
  | "command-added"
  | "tests-excluded"
  | "threshold-lowered"
  | "threshold-raised"
  | "configuration-changed"
  | "snapshot-changed"
  | "fixture-changed"
  | "not-understood";

/** A change of what the gate measures, made while it was to be passed. (Design 3.5) */
export interface GateChange {
  readonly path: string;
  readonly kind: GateKind;
  /** One plain sentence. */
  readonly text: string;
  /** `person`: the result is no pass before a person has looked at it. `listed`: it is told. */
  readonly severity: "listed" | "person";
  /** A fix plan says that it changes the file. */
  readonly planned: boolean;
  /** The change of the file as a unified diff; cut where it is long, and empty where it was not read. */
  readonly diff: string;
}

/** What is found in one file, before it is joined with the file's diff. */
export interface GateFinding {
  readonly kind: GateKind;
  readonly severity: GateChange["severity"];
  readonly text: string;
}
