import type { Files } from "@dgs/core";
import type { Place } from "@dgs/runtime";
import type { CompletionPlace } from "./completion-place.js";

/** A product that was found, with its planning files. */
export interface FoundProduct extends CompletionPlace {
  readonly place: Place;
  readonly files: Files;
}
