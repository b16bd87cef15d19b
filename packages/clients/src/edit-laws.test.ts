import { applyEdits, type ClientEdit, type ClientProgram, type ClientScope, type ServerStart } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonTexts, tomlTexts } from "../test/documents.js";
import { CLIENT_PROGRAMS } from "./client-programs.js";

const CONTAINERS: Readonly<Record<string, string>> = { vscode: "servers", opencode: "mcp" };
const textsOf = ({ name }: ClientProgram): fc.Arbitrary<string> => (name === "codex" ? tomlTexts : jsonTexts(CONTAINERS[name] ?? "mcpServers"));

const starts: fc.Arbitrary<ServerStart> = fc.record(
  { program: fc.constantFrom(["dgs"], ["/usr/bin/node", "/opt/dgs é/main.js"], ["C:\\node.exe", "C:\\dgs\\main.js"]), root: fc.constantFrom(".planning", "/home/zoë/my product", 'a"b\u007f'), project: fc.constantFrom("shop"), approvesTools: fc.constant(false) },
  { requiredKeys: ["program", "approvesTools"] },
);

const there = (text: string) => ({ type: "there", text }) as const;
const wish = (start: ServerStart, replaces = false) => ({ type: "install", start, replaces }) as const;
const removal = { type: "remove", replaces: false } as const;

/** The text behind an edit; what is no edit of a text fails. */
function after(text: string, edit: ClientEdit): string {
  if (edit.type === "same") return text;
  if (edit.type === "edit") return applyEdits(text, edit.edits);
  throw new Error(`${JSON.stringify(text)} came to ${JSON.stringify(edit)}`);
}

/** Whether all characters of one text stand in the other one, in their order. */
function isPartOf(part: string, whole: string): boolean {
  let at = 0;
  for (const sign of whole) if (part.startsWith(sign, at)) at += sign.length;
  return at === part.length;
}

const scopes: fc.Arbitrary<ClientScope> = fc.constantFrom("project", "user");

describe.each(CLIENT_PROGRAMS.map((client) => [client.name, client] as const))("%s", (_, client) => {
  const check = (property: (text: string, start: ServerStart, scope: ClientScope) => void): void => {
    fc.assert(fc.property(textsOf(client), starts, scopes, property), { numRuns: 400 });
  };

  it("keeps every character of others, in its order", () => {
    check((text, start, scope) => {
      const edit = client.edit(there(text), wish(start), scope);
      expect(edit.type).toBe("edit");
      if (edit.type !== "edit") return;
      expect(edit.edits.filter(({ start: from, end }) => from !== end)).toEqual([]);
      expect(isPartOf(text, applyEdits(text, edit.edits))).toBe(true);
    });
  });

  it("takes away again exactly what it has made", () => {
    check((text, start, scope) => {
      const installed = after(text, client.edit(there(text), wish(start), scope));
      expect(client.hasEntry(installed)).toBe(true);
      const taken = client.edit(there(installed), removal, scope);
      expect(after(installed, taken)).toBe(text);
    });
  });

  it("does nothing the second time, and nothing where there is nothing to take away", () => {
    check((text, start, scope) => {
      const installed = after(text, client.edit(there(text), wish(start), scope));
      expect(client.edit(there(installed), wish(start), scope)).toEqual({ type: "same" });
      expect(client.edit(there(text), removal, scope)).toEqual({ type: "same" });
    });
  });

  it("changes its own entry, and still takes away exactly what it has made", () => {
    fc.assert(fc.property(textsOf(client), starts, starts, scopes, (text, first, second, scope) => {
      const installed = after(text, client.edit(there(text), wish(first), scope));
      const changed = after(installed, client.edit(there(installed), wish(second, true), scope));
      expect(changed).toBe(after(text, client.edit(there(text), wish(second), scope)));
      expect(after(changed, client.edit(there(changed), removal, scope))).toBe(text);
    }), { numRuns: 200 });
  });

  it("takes a file away that it has made, and tells the folders that it has made for it", () => {
    fc.assert(fc.property(starts, starts, scopes, fc.nat({ max: 4 }), (start, other, scope, folders) => {
      const made = client.edit({ type: "missing", folders }, wish(start), scope);
      if (made.type !== "make") throw new Error(made.type);
      expect(client.edit(there(made.text), wish(start), scope)).toEqual({ type: "same" });
      expect(client.edit(there(made.text), removal, scope)).toEqual({ type: "take-away", folders });
      const changed = after(made.text, client.edit(there(made.text), wish(other, true), scope));
      expect(client.edit(there(changed), removal, scope)).toEqual({ type: "take-away", folders });
    }));
  });
});
