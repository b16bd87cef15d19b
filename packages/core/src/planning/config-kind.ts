import { AGENT_ROLES, type AgentRole } from "../roles/role.js";
import type { ModelTier } from "../roles/profile.js";

/** What a key of the configuration may hold. */
export interface ConfigKind<T> {
  /** Ends the sentence "the value has to be …". */
  readonly expects: string;
  /** The value where the configuration sets none. */
  readonly fallback: T;
  /** Returns the value that a piece of JSON stands for, or `undefined` where it stands for none. */
  readonly read: (json: unknown) => { readonly value: T } | undefined;
}

/** True or false. */
export function flag(fallback: boolean): ConfigKind<boolean> {
  return { expects: "true or false", fallback, read: (json) => (typeof json === "boolean" ? { value: json } : undefined) };
}

/** A number, not below `least`. */
export function amount<T extends number | undefined>(fallback: T, least: number, whole = false): ConfigKind<number | T> {
  return {
    expects: `a ${whole ? "whole " : ""}number, ${String(least)} or more`,
    fallback,
    read: (json) => (json === null && fallback === undefined ? { value: fallback } : typeof json === "number" && json >= least && (!whole || Number.isSafeInteger(json)) ? { value: json } : undefined),
  };
}

/** A limit: a number, where 0 and `null` are none. */
export function limit(fallback: number | undefined, whole = false): ConfigKind<number | undefined> {
  return {
    expects: `a ${whole ? "whole " : ""}number, 0 or more; 0 and null are no limit`,
    fallback,
    read: (json) => (json === null || json === 0 ? { value: undefined } : typeof json === "number" && json > 0 && (!whole || Number.isSafeInteger(json)) ? { value: json } : undefined),
  };
}

/** One of some words; `aliases` are older spellings. */
export function choice<W extends string, T extends W | undefined>(words: readonly W[], fallback: T, aliases: Readonly<Record<string, W>> = {}): ConfigKind<W | T> {
  return {
    expects: `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
    fallback,
    read: (json) => {
      if (json === null && fallback === undefined) return { value: fallback };
      const word = words.find((each) => each === json) ?? (typeof json === "string" && Object.hasOwn(aliases, json) ? aliases[json] : undefined);
      return word === undefined ? undefined : { value: word };
    },
  };
}

/** A text; where there is no default, `null` and the empty text are none. */
export function text<T extends string | undefined>(fallback: T): ConfigKind<string | T> {
  return {
    expects: "a text",
    fallback,
    read: (json) => ((json === null || json === "") && fallback === undefined ? { value: fallback } : typeof json === "string" && json !== "" ? { value: json } : undefined),
  };
}

/** A list of texts. */
export function texts(expects = "a list of texts"): ConfigKind<readonly string[]> {
  return {
    expects,
    fallback: Object.freeze([]),
    read: (json) => (Array.isArray(json) && json.every((each) => typeof each === "string" && each !== "") ? { value: json as string[] } : undefined),
  };
}

const tiers: readonly ModelTier[] = ["opus", "sonnet", "haiku"];

/** A tier for each of some roles; the roles may carry the prefix of their agent files. */
export function tierOfRole(): ConfigKind<Readonly<Partial<Record<AgentRole, ModelTier>>>> {
  return {
    expects: `an object from agent role to ${tiers.map((tier) => JSON.stringify(tier)).join(", ")}; the roles are ${AGENT_ROLES.join(", ")}`,
    fallback: Object.freeze({}),
    read: (json) => {
      if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
      const pairs = Object.entries(json).map(([name, value]) => [AGENT_ROLES.find((role) => role === name.replace(/^(?:dgs|gsd)-/, "")), tiers.find((tier) => tier === value)] as const);
      return pairs.every(([role, tier]) => role !== undefined && tier !== undefined) ? { value: Object.fromEntries(pairs) as Partial<Record<AgentRole, ModelTier>> } : undefined;
    },
  };
}
