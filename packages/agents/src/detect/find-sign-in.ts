import { statSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FoundAgent } from "@dgs/core";
import type { PersonFile, SignInPlaces } from "../program/adapter.js";
import { isObject } from "../shape/shape.js";

/** Bytes of a file that are looked at; a sign-in has a few thousand. */
const MAX_BYTES = 1_000_000;

/** Whose sign-in is looked for, and on which system. */
export interface Person {
  /** The person's environment: only whether a variable is set is looked at, and where folders are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/** Tells whether a program is signed in, by files and the environment alone; what stands in them is never told. */
export function findSignIn(places: SignInPlaces, person: Person): Pick<FoundAgent, "signedIn" | "signedInBy"> {
  const variable = places.variables.find((name) => (person.env[name] ?? "") !== "");
  if (variable !== undefined) return { signedIn: "yes", signedInBy: variable };
  const file = places.files.map((each) => placeOf(each, person)).find((each) => each !== undefined && holdsSomething(each));
  if (file !== undefined) return { signedIn: "yes", signedInBy: file };
  const hint = places.hints.find((each) => each.words.test(textOf(placeOf(each, person)) ?? ""));
  const elsewhere = (hint === undefined ? undefined : placeOf(hint, person)) ?? places.elsewhere?.(person.platform);
  return elsewhere === undefined ? { signedIn: "no" } : { signedIn: "unknown", signedInBy: elsewhere };
}

function placeOf({ variable, home, name }: PersonFile, { env }: Person): string | undefined {
  const folder = variable === undefined ? undefined : env[variable];
  if (folder !== undefined && folder !== "") return path.join(folder, name);
  const own = env["HOME"] ?? env["USERPROFILE"] ?? "";
  return own === "" ? undefined : path.join(own, home, name);
}

function holdsSomething(file: string): boolean {
  try {
    const value: unknown = JSON.parse(textOf(file) ?? "");
    return isObject(value) && Object.keys(value).length > 0;
  } catch {
    return false;
  }
}

/** The text of a plain file of no great size; a pipe is never opened, as nobody may ever write into it. */
function textOf(file: string | undefined): string | undefined {
  try {
    if (file === undefined) return undefined;
    const found = statSync(file);
    return found.isFile() && found.size <= MAX_BYTES ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
