import { z } from "zod";

// Lengths are bounded, so that what is quoted in a message stays readable; whether there is such a thing is told by the runtime.

/** The version of a milestone. */
export const VERSION = z.string().min(1).max(40).describe("Version of the milestone, such as v1.2.");

/** The number of a phase. */
export const PHASE = z.string().min(1).max(20).describe("Number of the phase, such as 3 or 2.1.");

/** A product-level quick. */
export const QUICK = z.string().min(1).max(200).describe("Id, slug or title of the quick; without it the active one.");

/** The fingerprint of a preview. */
export const TOKEN = z.string().max(80).describe("The token that `preview` gave for the same thing.");
