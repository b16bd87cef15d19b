import fc from "fast-check";
import { expect, it } from "vitest";
import { createRedactor } from "./create-redactor.js";
import { createSecretFinder } from "./find-secrets.js";

// Put together here, so that nobody who looks for secrets finds them in this file.
const letters = "Zx9Kq2Lm7Rt4Yb1Nc8Vd5Wf3Hg6Js0PaTu";
const ENV = { API_TOKEN: "correct-horse-battery", HOME: "/home/someone" };
const find = createSecretFinder(ENV);
const SAMPLES: readonly (readonly [kind: string, before: string, secret: string, after: string])[] = [
  ["GitHub token", "`", `gh${"o"}_${letters}`, "`"],
  ["GitHub token", "", `github${"_pat"}_${letters}`, ""],
  ["GitLab token", "a ", `gl${"pat"}-${letters}`, " b"],
  ["Anthropic key", "(", `sk-${"ant"}-api03-${letters}`, ")"],
  ["API key", "key: ", `sk-${"proj"}-${letters}`, ""],
  ["Stripe key", "\"", `rk_${"test"}_${letters}`, "\""],
  ["npm token", "//registry/:_authToken=", `npm_${letters}0Q`, "\n"],
  ["AWS access key", "", `AS${"IA"}${letters.toUpperCase().slice(0, 16)}`, ","],
  ["Google API key", "?key=", `AI${"za"}${letters}`, "&x"],
  ["Slack token", "", `xo${"xp"}-${letters}`, ""],
  ["JSON Web Token", "", `ey${"J"}${letters}.ey${"J"}${letters}.${letters}`, ""],
  ["private key", "\n", `-----BEGIN ${"EC"} PRIVATE KEY-----\n${letters}${letters}\n-----END ${"EC"} PRIVATE KEY-----`, "\n"],
  ["token in a header", "Authorization: Bearer ", `abc.${letters}`, "\n"],
  ["password in an address", "mongodb+srv://app:", `p4ss${letters}`, "@db.example.invalid/x"],
  ["value of a secret variable", "token=", "correct-horse-battery", ";"],
];

it.each(SAMPLES)("finds a %s where it stands", (kind, before, secret, after) => {
  const text = `${before}${secret}${after}`;
  expect(find(text).map((found) => [found.kind, text.slice(found.start, found.end)])).toEqual([[kind, secret]]);
});

it("finds nothing in words that only speak of secrets, and not what was hidden before", () => {
  expect(find("Set `GITHUB_TOKEN` (ghp_…), `sk_live_` or an API key; password in postgres://app:[hidden]@db/app; Bearer <token>; /home/someone")).toEqual([]);
});

it("finds what the redactor hides, in order and side by side", () => {
  const redactor = createRedactor(ENV);
  const piece = fc.constantFrom(...SAMPLES.map(([, before, secret, after]) => `${before}${secret}${after}`), " ", "\n", "[hidden]", "text", "://", "@", "Bearer ");
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const text = pieces.join(" ");
    const found = find(text);
    let [out, from] = ["", 0];
    for (const { start, end } of found) {
      expect(start).toBeGreaterThanOrEqual(from);
      expect(end).toBeGreaterThan(start);
      out += `${text.slice(from, start)}[hidden]`;
      from = end;
    }
    expect(out + text.slice(from)).toBe(redactor.text(text));
  }));
});
