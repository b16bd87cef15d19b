import { parseSha, type Sha } from "../ids/sha.js";
import { parseNames } from "./name-list.js";
import type { DetailForm } from "./read-details.js";

/** A number of things, from 0. */
export const COUNT: DetailForm<number> = { parse: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined), remedy: "Write a number, or remove the line." };

/** The whole name of a commit. */
export const COMMIT: DetailForm<Sha> = { parse: parseSha, remedy: "Write the whole name of a commit, or restore the line from git." };

/** A list of names; any text is one. */
export const NAMES: DetailForm<readonly string[]> = { parse: parseNames, remedy: "" };
