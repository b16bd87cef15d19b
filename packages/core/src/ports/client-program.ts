import type { FileChange } from "../file-change.js";
import type { Problem } from "../problem.js";

/** Whose configuration an entry is written into: that of everybody who works in a folder, or that of one person everywhere. */
export type ClientScope = "project" | "user";

/** How a client program is told to start DGS's MCP server. */
export interface ServerStart {
  /** The words before `mcp`: a name that is looked for on PATH, or a program and a script, both absolute. */
  readonly program: readonly string[];
  /** The planning root: absolute in a person's own configuration, else relative to the project's folder. Absent: found from the folder that the server is started in. */
  readonly root?: string;
  /** The project of a product with several. */
  readonly project?: string;
  /** Whether the client is told to let every tool of the server run without a question. */
  readonly approvesTools: boolean;
}

/** Where client programs look for their configuration. */
export interface ClientPlace {
  /** The folder that holds the planning folder, absolute. */
  readonly folder: string;
  /** The person's home, absolute. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.platform` has it. */
  readonly platform: string;
}

/** A configuration file as it is: its text, or how many of the folders above it are missing with it. */
export type ClientText = { readonly type: "there"; readonly text: string } | { readonly type: "missing"; readonly folders: number };

/** What is to become of the entry of DGS. */
export type ClientWish =
  | { readonly type: "install"; readonly start: ServerStart; readonly replaces: boolean }
  | { readonly type: "remove"; readonly replaces: boolean };

/** Why a configuration cannot be edited: not readable, of another shape, with an entry that DGS did not write like that, or for a path that the client would not take as it is. */
export interface ClientFault {
  readonly type: "fault";
  readonly code: "client-config-broken" | "client-config-unfit" | "client-entry-differs" | "client-path-unfit";
  readonly message: string;
  readonly remedy: string;
  readonly at?: NonNullable<Problem["at"]>;
}

/** What has to be done to a configuration: nothing, make or edit it, take the file away with folders that were made for it, or none of it. */
export type ClientEdit =
  | { readonly type: "same" }
  | { readonly type: "make"; readonly text: string }
  | { readonly type: "edit"; readonly edits: (FileChange & { readonly type: "edit" })["edits"] }
  | { readonly type: "take-away"; readonly folders: number }
  | ClientFault;

/** A client program whose configuration can be written. It knows texts and paths; it reads and writes no file. */
export interface ClientProgram {
  /** As it is named in a command line. */
  readonly name: string;
  readonly title: string;
  /** Whether its configuration can say that the tools of a server run without a question. */
  readonly takesApproval: boolean;
  /** The files that may hold its configuration, absolute; where none is there, the first is made. */
  files(scope: ClientScope, place: ClientPlace): readonly string[];
  /** Whether a text holds an entry of the name that DGS uses. */
  hasEntry(text: string): boolean;
  /** Says what has to be done to the text, or why nothing can be. */
  edit(text: ClientText, wish: ClientWish, scope: ClientScope): ClientEdit;
  /** What a person has to know who installs the entry into this text, one sentence each. */
  notes(scope: ClientScope, start: ServerStart, text: ClientText): readonly string[];
}
