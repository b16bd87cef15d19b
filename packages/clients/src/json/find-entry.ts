import type { ClientFault } from "@dgs/core";
import type { Node } from "jsonc-parser";
import { unfitFault } from "../faults.js";
import { ENTRY_NAME } from "../server-words.js";
import { type JsonDocument, type JsonMember, membersOf, rangeOf } from "./json-document.js";

/** What of an entry is there: each is absent where what is around it is. */
export interface FoundEntry {
  readonly root?: Node;
  readonly containerMember?: JsonMember;
  readonly container?: Node;
  readonly member?: JsonMember;
}

/** Finds the entry in the object of the servers. What stands twice is refused: programs differ in which of the two counts. */
export function findEntry(document: JsonDocument, containerName: string): FoundEntry | ClientFault {
  const { text, value: root } = document;
  if (root === undefined) return {};
  if (root.type !== "object") return unfitFault(text, rangeOf(root)[0], "it is no object", "Mend the file: its settings belong into one pair of braces.");
  const outer = onlyMember(document, root, containerName);
  if (outer === undefined) return { root };
  if ("type" in outer) return outer;
  const { value: container } = outer;
  if (container.type !== "object") return unfitFault(text, rangeOf(container)[0], `\`${containerName}\` is no object`, `Mend the file: \`${containerName}\` holds the servers by their names.`);
  const inner = onlyMember(document, container, ENTRY_NAME);
  if (inner !== undefined && "type" in inner) return inner;
  return { root, containerMember: outer, container, ...(inner === undefined ? {} : { member: inner }) };
}

function onlyMember({ text }: JsonDocument, object: Node, name: string): JsonMember | ClientFault | undefined {
  const [first, second] = membersOf(object).filter((member) => member.name === name);
  if (second === undefined) return first;
  return unfitFault(text, second.start, `\`${name}\` stands there twice`, "Take one of them away: which one counts depends on the program that reads it.");
}
