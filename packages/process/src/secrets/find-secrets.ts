import type { FindSecrets, FoundSecret } from "@dgs/core";
import { hide, HIDDEN, secretPattern } from "./secret-pattern.js";
import { secretValues } from "./secret-values.js";

/** What a secret is called by how it begins. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^-----BEGIN/, "private key"],
  [/^sk-ant-/, "Anthropic key"],
  [/^sk-/, "API key"],
  [/^[rs]k_(?:live|test)_/, "Stripe key"],
  [/^(?:gh[pousr]_|github_pat_)/, "GitHub token"],
  [/^glpat-/, "GitLab token"],
  [/^npm_/, "npm token"],
  [/^A(?:KIA|SIA)/, "AWS access key"],
  [/^AIza/, "Google API key"],
  [/^x(?:ox[abeoprs]|app)-/, "Slack token"],
  [/^eyJ/, "JSON Web Token"],
];

/** Makes a finder of what {@link createRedactor} hides: keys in known forms, and the values of variables of some environments that are secret by their names. */
export function createSecretFinder(...environments: readonly Readonly<Record<string, string | undefined>>[]): FindSecrets {
  const values = secretValues(...environments);
  const pattern = secretPattern(values);
  return (text) => {
    const found: FoundSecret[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const start = match.index + hide(match).length - HIDDEN.length;
      const secret = text.slice(start, pattern.lastIndex);
      // A document that was hidden before has the mark in its place.
      if (secret !== HIDDEN) found.push({ start, end: pattern.lastIndex, kind: kindOf(match, secret, values) });
    }
    return found;
  };
}

function kindOf({ groups }: RegExpExecArray, secret: string, values: readonly string[]): string {
  if (values.includes(secret)) return "value of a secret variable";
  if (groups?.["address"] !== undefined) return "password in an address";
  return KINDS.find(([pattern]) => pattern.test(secret))?.[1] ?? (groups?.["word"] === undefined ? "secret" : "token in a header");
}
