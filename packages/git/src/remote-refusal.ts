import type { GitRefusal, GitRefusalCode } from "@dgs/core";
import { refuse } from "./refusal.js";

/** What git, curl and ssh say when a remote cannot be used, and what it means; the first that fits counts. */
const MEANINGS: readonly (readonly [RegExp, GitRefusalCode])[] = [
  [/could not read (?:username|password)|authentication failed|terminal prompts disabled|invalid username or|permission denied \(|returned error: 40[13]|host key verification failed|no anonymous write access/i, "credentials-missing"],
  [/shallow update not allowed|attempt to fetch\/clone from a shallow/i, "shallow"],
  [/could not resolve|failed to connect|couldn't connect|connection (?:refused|timed out|reset)|network is unreachable|no route to host|operation too slow|took too long/i, "unreachable"],
  [/does not appear to be a git repository|repository .* (?:not found|does not exist)|could not read from remote repository|unable to access|hung up|early eof|rpc failed|empty reply|unable to find remote helper|not valid: is this a git repository/i, "unreachable"],
];

/** Returns what the failure of a command meant that spoke to a remote; what the remote's own hooks say (`remote: …`) tells nothing. */
export function remoteRefusalOf(refusal: GitRefusal): GitRefusal {
  const own = refusal.message.split("\n").filter((line) => !line.startsWith("remote: "));
  const meaning = MEANINGS.find(([pattern]) => own.some((line) => pattern.test(line)));
  return meaning === undefined ? refusal : refuse(meaning[1], refusal.message);
}
