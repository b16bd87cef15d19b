import { AGENT_ROLES, type AgentRole } from "../roles/role.js";
import type { ModelTier } from "../roles/profile.js";

/** What a key of the configuration may hold, as JSON Schema says it. */
export type ConfigSchema = Readonly<Record<string, unknown>>;

/** What a key of the configuration may hold. */
export interface ConfigKind<T> {
  /** Ends the sentence "the value has to be …". */
  readonly expects: string;
  /** The same for editors: what it takes is exactly what `read` reads. */
  readonly schema: ConfigSchema;
  /** The value where the configuration sets none. */
  readonly fallback: T;
  /** Returns the value that a piece of JSON stands for, or `undefined` where it stands for none. */
  readonly read: (json: unknown) => { readonly value: T } | undefined;
}

const MOST_WHOLE = { maximum: Number.MAX_SAFE_INTEGER };

/** A key without a default may hold `null`, which is the same as leaving it out. */
function orNull(type: string, fallback: unknown): string | readonly string[] {
  return fallback === undefined ? [type, "null"] : type;
}

/** True or false. */
export function flag(fallback: boolean): ConfigKind<boolean> {
  return { expects: "true or false", schema: { type: "boolean" }, fallback, read: (json) => (typeof json === "boolean" ? { value: json } : undefined) };
}

/** A number, not below `least`. */
export function amount<T extends number | undefined>(fallback: T, least: number, whole = false): ConfigKind<number | T> {
  return {
    expects: `a ${whole ? "whole " : ""}number, ${String(least)} or more`,
    schema: { type: orNull(whole ? "integer" : "number", fallback), minimum: least, ...(whole ? MOST_WHOLE : {}) },
    fallback,
    read: (json) => (json === null && fallback === undefined ? { value: fallback } : typeof json === "number" && json >= least && (!whole || Number.isSafeInteger(json)) ? { value: json } : undefined),
  };
}

/** A limit: a number, where 0 and `null` are none. */
export function limit(fallback: number | undefined, whole = false): ConfigKind<number | undefined> {
  return {
    expects: `a ${whole ? "whole " : ""}number, 0 or more; 0 and null are no limit`,
    schema: { type: [whole ? "integer" : "number", "null"], minimum: 0, ...(whole ? MOST_WHOLE : {}) },
    fallback,
    read: (json) => (json === null || json === 0 ? { value: undefined } : typeof json === "number" && json > 0 && (!whole || Number.isSafeInteger(json)) ? { value: json } : undefined),
  };
}

/** One of some words; `aliases` are older spellings. */
export function choice<W extends string, T extends W | undefined>(words: readonly W[], fallback: T, aliases: Readonly<Record<string, W>> = {}): ConfigKind<W | T> {
  return {
    expects: `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
    schema: { enum: [...words, ...Object.keys(aliases), ...(fallback === undefined ? [null] : [])] },
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
    schema: { type: orNull("string", fallback), ...(fallback === undefined ? {} : { minLength: 1 }) },
    fallback,
    read: (json) => ((json === null || json === "") && fallback === undefined ? { value: fallback } : typeof json === "string" && json !== "" ? { value: json } : undefined),
  };
}

/** A list of texts. */
export function texts(expects = "a list of texts"): ConfigKind<readonly string[]> {
  return {
    expects,
    schema: { type: "array", items: { type: "string", minLength: 1 } },
    fallback: Object.freeze([]),
    read: (json) => (Array.isArray(json) && json.every((each) => typeof each === "string" && each !== "") ? { value: json as string[] } : undefined),
  };
}

/** Several of some words; unless told all of them. */
export function several<W extends string>(words: readonly W[]): ConfigKind<readonly W[]> {
  return {
    expects: `a list of ${words.map((word) => JSON.stringify(word)).join(", ")}`,
    schema: { type: "array", items: { enum: words } },
    fallback: Object.freeze([...words]),
    read: (json) => (Array.isArray(json) && json.every((each) => words.some((word) => word === each)) ? { value: json as W[] } : undefined),
  };
}

/** A web address that may be sent to: https, or http on this machine; without a name and password in it. None by default. */
export function webAddress(): ConfigKind<string | undefined> {
  return {
    expects: "an address with https://, or with http:// on this machine, and no password in front of the host",
    schema: { type: ["string", "null"], pattern: WEB_ADDRESS },
    fallback: undefined,
    read: (json) => (json === null ? { value: undefined } : isWebAddress(json) ? { value: json } : undefined),
  };
}

const WEB_ADDRESS = "^(?:https://[A-Za-z0-9._-]+(?::[0-9]{1,5})?|http://(?:localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\])(?::[0-9]{1,5})?)(?:[/?#][!-~]*)?$";

/** Whether a text is an address that may be sent to. `https` to any host, `http` to this machine alone (`localhost`, `127.…`, `[::1]`); ASCII, without a name or a password. */
export function isWebAddress(text: unknown): text is string {
  return typeof text === "string" && new RegExp(WEB_ADDRESS).test(text);
}

const tiers: readonly ModelTier[] = ["opus", "sonnet", "haiku"];

/** A tier for each of some roles; the roles may carry the prefix of their agent files. */
export function tierOfRole(): ConfigKind<Readonly<Partial<Record<AgentRole, ModelTier>>>> {
  return {
    expects: `an object from agent role to ${tiers.map((tier) => JSON.stringify(tier)).join(", ")}; the roles are ${AGENT_ROLES.join(", ")}`,
    schema: { type: "object", propertyNames: { pattern: `^(?:(?:dgs|gsd)-)?(?:${AGENT_ROLES.join("|")})$` }, additionalProperties: { enum: tiers } },
    fallback: Object.freeze({}),
    read: (json) => {
      if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
      const pairs = Object.entries(json).map(([name, value]) => [AGENT_ROLES.find((role) => role === name.replace(/^(?:dgs|gsd)-/, "")), tiers.find((tier) => tier === value)] as const);
      return pairs.every(([role, tier]) => role !== undefined && tier !== undefined) ? { value: Object.fromEntries(pairs) as Partial<Record<AgentRole, ModelTier>> } : undefined;
    },
  };
}
