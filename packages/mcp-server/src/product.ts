import { join } from "node:path";
import type { Asked, Environment } from "@dgs/host";
import { plainPaint, relativePath, type View } from "@dgs/render";
import { isRefusal, locateRoot, type Place, type Refusal } from "@dgs/runtime";

/** What a server works on. It is fixed when the server starts. */
export interface ProductOptions {
  /** The folder that the server works in, absolute: the planning folder is in it or above it. */
  readonly cwd: string;
  /** `--root`. */
  readonly root?: string;
  /** `--project`. */
  readonly project?: string;
  readonly env: Environment;
  /** Starts a run in a process of its own: a program and its first arguments; the folder of the run is the last. */
  readonly runner: readonly [program: string, ...args: string[]];
  /** Of the program that serves. */
  readonly version: string;
}

/** A product that is there. */
export interface OpenProduct {
  readonly place: Place;
  /** What ports are made of. */
  readonly asked: Asked;
  /** Paths as they work from the folder that holds the planning folder. */
  readonly view: View;
}

/** Finds the planning root. It is looked for with each call: it may be made, moved or get a second project while the server runs. */
export function openProduct({ cwd, root, project, env }: ProductOptions): OpenProduct | Refusal {
  const place = locateRoot({ cwd, ...(root === undefined ? {} : { root }), ...(project === undefined ? {} : { project }) });
  return isRefusal(place) ? place : productAt(place, env);
}

/** The same with a place that is known. */
export function productAt(place: Place, env: Environment): OpenProduct {
  const asked = { values: {}, program: [], io: { cwd: place.base, env } };
  return { place, asked, view: { paint: plainPaint, pathOf: (path) => relativePath(place.base, join(place.root, path)) } };
}
