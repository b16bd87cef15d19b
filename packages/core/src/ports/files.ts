import type { FileChange } from "../file-change.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Problem } from "../problem.js";

/** Why a planning file could not be read or written: a closed list. */
export type FileRefusalCode =
  | "changed-meanwhile"
  | "exists"
  | "missing"
  | "not-utf8"
  | "disk-full"
  | "read-only"
  | "leaves-root"
  | "not-a-file"
  | "io";

/** A refusal to read or write, with the path and what to do; nothing was changed by the refused change. */
export interface FileRefusal {
  readonly type: "refused";
  readonly code: FileRefusalCode;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  /** For `not-utf8`: where the first byte stands that does not fit; the column counts bytes. */
  readonly position?: NonNullable<Problem["at"]>;
}

/** What DGS itself last made of a file. */
export interface OwnWrite {
  readonly text: string | undefined;
}

/** The planning files as the runtime sees them. Reading is synchronous: it is fast, and it is all there is to wait for. */
export interface Files {
  /** The names in a folder, sorted; folders end in `/`; `undefined` when there is no such folder. */
  list(folder: PlanningPath | ""): readonly string[] | FileRefusal | undefined;
  /** A file's text; `undefined` when it does not exist. */
  read(path: PlanningPath): string | FileRefusal | undefined;
  /** The whole lines in the first 2 KiB of a file, or all of its front matter where that is longer; `undefined` when it does not exist. */
  head(path: PlanningPath): string | FileRefusal | undefined;
  /** Carries changes out in order, each durably; stops at the first refusal. */
  write(changes: readonly FileChange[]): Promise<"written" | FileRefusal>;
  /** What these files were last given by `write` at a path, `text` absent where that deleted it; `undefined` where they wrote nothing there. Tells DGS's own writes from others. */
  written?(path: PlanningPath): OwnWrite | undefined;
}
