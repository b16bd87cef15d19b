import type { ProjectFolder } from "@dgs/core";

/** Where a command works. */
export interface Place {
  /** The folder that holds the planning folder, absolute. */
  readonly base: string;
  /** The planning root itself, absolute: `<base>/.planning` or `<base>/.gsd`. */
  readonly root: string;
  /** The project of a product with several; empty where the planning root is the project. */
  readonly project: ProjectFolder;
}
