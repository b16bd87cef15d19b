import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "./create-redactor.js";
import { isSecretName } from "./secret-values.js";

const PEM = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n${"MIIEowIBAAKCAQEA7dGh1s+/9\n".repeat(4)}${"q".repeat(10)}==\n-----END RSA PRIVATE KEY-----`;
const env = { MY_API_KEY: "correct horse battery", DB_PASSWORD: "pässwörd-Ünïcode", MULTI_SECRET: 'line one\n"line" two', LONG_TOKEN: "0123456789abcdef".repeat(200), PATH: "/usr/bin:/bin/secret-place", SSH_AUTH_SOCK: "/tmp/ssh-agent/sock" };

const SECRETS: readonly (readonly [string, string])[] = [
  ["sk-ant", "sk-ant-api03-AbCdEfGhIjKlMnOp_-xyz"],
  ["sk", "sk-abcd1234abcd1234abcd1234"],
  ["sk-proj", "sk-proj-AbCdEfGhIjKl-_MnOp"],
  ["ghp", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"],
  ["github_pat", "github_pat_11ABCDEFG0_abcdefghijklmnop"],
  ["AKIA", "AKIAIOSFODNN7EXAMPLE"],
  ["AIza", "AIzaSyA1234567890abcdefghijklmnopqrstuv"],
  ["xoxb", "xoxb-123456789012-abcdefABCDEF"],
  ["JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"],
  ["PEM", PEM],
  ["PEM in JSON", JSON.stringify(PEM).slice(1, -1)],
  ["PEM cut off", PEM.slice(0, 120)],
  ["a value", env.MY_API_KEY],
  ["a value that is no ASCII", env.DB_PASSWORD],
  ["a value of two lines", env.MULTI_SECRET],
  ["a value of two lines in JSON", JSON.stringify(env.MULTI_SECRET).slice(1, -1)],
  ["a value in an address", encodeURIComponent(env.MULTI_SECRET)],
];
const SAID: readonly (readonly [string, string, string])[] = [
  ["Authorization: Bearer ", "abcDEF123456ghiJKL7890", ""],
  ["authorization: bearer ", "abcDEF123456ghiJKL7890", ""],
  ['"Authorization": "Basic ', "dXNlcjpwYXNzd29yZDEyMw==", '"'],
  ["x-api-key: ", "0123456789abcdef0123", ""],
  ["https://user:", "p4ss,w0rd!", "@example.invalid/x.git"],
  ["postgres://:", "hunter2", "@db:5432/app"],
];
const redactor = createRedactor(env);

/** Writes a text in pieces that end at some places. */
function inPieces(text: string | Buffer, cuts: readonly number[], with_ = redactor): string {
  const bytes = Buffer.from(text as string);
  const stream = with_.stream();
  const out: Uint8Array[] = [];
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    out.push(stream.write(bytes.subarray(at, cut)));
    at = Math.max(at, cut);
  }
  return Buffer.concat([...out, stream.write(bytes.subarray(at)), stream.end()]).toString();
}

describe.each(SECRETS)("%s", (_name, secret) => {
  it.each([["", ""], ["before ", " after"], ['{"key":"', '","more":1}'], ["KEY=", "\nnext line\n"], ["(", ")"]])("is hidden between %j and %j, cut at every byte", (before, after) => {
    const text = `${before}${secret}${after}`;
    expect(redactor.text(text)).toBe(`${before}[hidden]${after}`);
    const { length } = Buffer.from(text);
    for (let cut = 0; cut <= Math.min(length, 400); cut++) expect(inPieces(text, [cut])).toBe(`${before}[hidden]${after}`);
    expect(inPieces(text, Array.from({ length }, (_, index) => index))).toBe(`${before}[hidden]${after}`);
  });
});

it.each(SAID)("behind %j a secret is hidden, cut at every byte", (before, secret, after) => {
  const text = `curl -H '${before}${secret}${after}' \n`;
  const expected = `curl -H '${before}[hidden]${after}' \n`;
  expect(redactor.text(text)).toBe(expected);
  for (let cut = 0; cut <= text.length; cut++) expect(inPieces(text, [cut])).toBe(expected);
  expect(inPieces(text, Array.from({ length: text.length }, (_, index) => index))).toBe(expected);
});

it.each([
  "risk-assessment-of-the-whole-thing2", "sk-loading-spinner-container-wide", "class=\"task-item-number-1234567890123456\"", "bearer authentication, basic authentication", "Bearer of bad news",
  "https://example.invalid:8080/a@b", "git@example.invalid:owner/repo.git", "eyJub3QifQ", "AKIA", "-----BEGIN CERTIFICATE-----\nMIIEowIBAAKCAQEA7dGh1s\n-----END CERTIFICATE-----", "/usr/bin:/bin/secret-place", "/tmp/ssh-agent/sock", "0123456789abcdef0123456789abcdef01234567", "",
])("leaves %j as it is", (text) => {
  expect(redactor.text(text)).toBe(text);
  expect(inPieces(text, Array.from({ length: text.length }, (_, index) => index))).toBe(text);
});

it("says the same of a stream as of the whole, wherever it is cut, and changes no byte of anything else", () => {
  const secret = fc.constantFrom(...SECRETS.map(([, text]) => text), ...SAID.map(([before, text, after]) => before + text + after));
  const noise = fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constantFrom("\n", " ", "\r\n", '"', "-----BEGIN ", "Bearer ", "sk-", "://a:", "correct horse ", "line one\n", "eyJ", "@"));
  fc.assert(
    fc.property(fc.array(fc.oneof(secret, noise), { maxLength: 12 }), fc.array(fc.nat(6000), { maxLength: 12 }), (parts, cuts) => {
      const text = parts.join("");
      const whole = inPieces(text, []);
      expect(inPieces(text, cuts.map((cut) => Math.min(cut, Buffer.byteLength(text))))).toBe(whole);
      for (const part of parts) if (SECRETS.some(([name, each]) => each === part && name.startsWith("a "))) expect(whole).not.toContain(part);
    }),
    { numRuns: 300 },
  );
});

it("hides a value that is longer than what is looked for at once, piece by piece", () => {
  const text = `a ${env.LONG_TOKEN} b`;
  expect(redactor.text(text)).toMatch(/^a (?:\[hidden\]){4} b$/);
  for (let cut = 0; cut <= text.length; cut += 13) expect(inPieces(text, [cut])).toBe(redactor.text(text));
});

it("gives bytes back that are no text", () => {
  const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
  const stream = redactor.stream();
  expect(Buffer.concat([stream.write(bytes.subarray(0, 300)), stream.write(bytes.subarray(300)), stream.end()]).equals(bytes)).toBe(true);
});

it("holds a bounded part of the stream back, whatever comes, and hides what is longer than any secret", () => {
  const stream = redactor.stream();
  let [given, written] = [0, 0];
  const endless = Buffer.from("A1b2".repeat(16_384));
  for (const chunk of [Buffer.from("sk-ant-"), ...Array.from({ length: 100 }, () => endless)]) {
    given += stream.write(chunk).length;
    written += chunk.length;
  }
  expect(given).toBe("[hidden]".length);
  expect(Buffer.concat([stream.write(Buffer.from(" after")), stream.end()]).toString()).toBe(" after");
  const plain = redactor.stream();
  let most = 0;
  [given, written] = [0, 0];
  for (let index = 0; index < 200; index++) {
    given += plain.write(endless).length;
    written += endless.length;
    most = Math.max(most, written - given);
  }
  expect(most).toBeLessThan(4096);
});

it("hides a private key that is longer than anybody's to its end", () => {
  const key = `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${"lQdGBGMz0ZkBEADFv1Yd3w8n5hQ2r9tC7xPq4kLm6sJb0aVeWfXgYhZiUjOkNlMp\n".repeat(2500)}=AbCd\n-----END PGP PRIVATE KEY BLOCK-----`;
  for (const size of [1000, 4096, 65_536]) expect(inPieces(`a "${key}" b`, Array.from({ length: Math.floor(key.length / size) }, (_, index) => (index + 1) * size))).toBe('a "[hidden]" b');
});

it("gives a line out as soon as it has ended", () => {
  const stream = redactor.stream();
  expect(stream.write(Buffer.from("a line\nhalf")).toString()).toBe("a line\n");
  expect(stream.write(Buffer.from(" a line\n")).toString()).toBe("half a line\n");
});

it.each([["ANTHROPIC_API_KEY", true], ["GITHUB_TOKEN", true], ["DB_PASSWORD", true], ["PGPASSWORD", true], ["MY_AUTHTOKEN", true], ["AccessKey", true], ["MONKEY", false], ["TOKENIZER", false], ["db_pwd", true], ["PWD", false], ["OLDPWD", false], ["AWS_SECRET_ACCESS_KEY", true], ["AWS_ACCESS_KEY_ID", false], ["SSH_AUTH_SOCK", false], ["DGS_LIMIT_TOKENS", false], ["TOKEN_FILE", false], ["KEYBOARD", false], ["npm.auth-token", true]])("a variable %s is a secret: %s", (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});
