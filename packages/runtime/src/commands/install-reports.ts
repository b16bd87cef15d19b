import type { ClientScope } from "@dgs/core";

/** One edit of a configuration file: what goes and what comes, and where. */
export interface ConfigEdit {
  /** From 1, in the file as it was before. */
  readonly line: number;
  readonly column: number;
  readonly removed: string;
  readonly added: string;
}

/** `dgs install`: what would be done to the configuration of a client program (`install-preview`), or has been done (`installed`). */
export interface InstallReport {
  readonly type: "install-preview" | "installed";
  readonly action: "install" | "remove";
  readonly client: string;
  readonly title: string;
  readonly scope: ClientScope;
  /** The configuration file, absolute. */
  readonly path: string;
  /** The file itself, where that is a link. */
  readonly target?: string;
  /** What becomes of the file; `none`: it is as it has to be. */
  readonly change: "none" | "made" | "edited" | "deleted";
  readonly edits: readonly ConfigEdit[];
  /** Folders that are made for the file, or go with it, absolute. */
  readonly folders: readonly string[];
  /** The program that the entry names, where it is on PATH. */
  readonly program?: string;
  /** What a person has to know, one sentence each. */
  readonly notes: readonly string[];
}
