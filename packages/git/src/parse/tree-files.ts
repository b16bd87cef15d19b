import { parseSha, type TreeFile } from "@dgs/core";

const KINDS: Readonly<Record<string, TreeFile["kind"]>> = { "100644": "file", "100755": "file", "100664": "file", "120000": "link", "160000": "submodule" };

/** Reads what `git ls-tree -r -z` printed; `undefined` when it is not of that form. */
export function parseTreeFiles(printed: string): readonly TreeFile[] | undefined {
  const fields = printed.split("\0");
  if (fields.pop() !== "") return undefined;
  const files: TreeFile[] = [];
  for (const field of fields) {
    const [, mode = "", object = "", path = ""] = /^([0-7]{6}) \w+ ([0-9a-f]+)\t(.+)$/s.exec(field) ?? [];
    const [kind, blob] = [KINDS[mode], parseSha(object)];
    if (kind === undefined || blob === undefined) return undefined;
    files.push({ path, kind, blob });
  }
  return files;
}
