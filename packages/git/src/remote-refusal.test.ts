import { expect, it } from "vitest";
import { refuse } from "./refusal.js";
import { remoteRefusalOf } from "./remote-refusal.js";

it.each([
  ["git@example.invalid: Permission denied (publickey).\nfatal: Could not read from remote repository.", "credentials-missing"],
  ["fatal: could not read Username for 'https://example.invalid': terminal prompts disabled", "credentials-missing"],
  ["fatal: unable to access 'http://x/': The requested URL returned error: 403", "credentials-missing"],
  ["Host key verification failed.\nfatal: Could not read from remote repository.", "credentials-missing"],
  ["ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from remote repository.", "unreachable"],
  ["fatal: unable to access 'https://x/': Operation too slow. Less than 1 bytes/sec transferred the last 60 seconds", "unreachable"],
  ["fatal: the remote end hung up unexpectedly", "unreachable"],
  ["remote: Authentication failed, says a hook\nfatal: something else", "other"],
])("%j is %s", (words, code) => {
  expect(remoteRefusalOf(refuse("other", words))).toMatchObject({ type: "refused", code });
});
