// The outline of a document by its lines, beside the outline by its tree.

import { core } from "../built.mjs";
import { median, time } from "../measure.mjs";

export async function measureOutline({ text, rounds }) {
  // The tree needs about a second for a megabyte: a part of the text is enough.
  const part = text.slice(0, text.lastIndexOf("\n", 150_000) + 1);
  const [scanned, parsed] = [[], []];
  if (JSON.stringify(core.scanOutline(part)) !== JSON.stringify(core.treeOutline(part))) throw new Error("the two outlines differ");
  for (let round = 0; round < rounds; round++) {
    parsed.push(await time(() => core.treeOutline(part)));
    scanned.push((await time(() => repeat(20, () => core.scanOutline(part)))) / 20);
  }
  const speed = (times) => part.length / 1e6 / (median(times) / 1000);
  return {
    what: "outline of a roadmap by its lines (`scanOutline`)",
    result: `${speed(scanned).toFixed(0)} MB/s`,
    bar: "none",
    beside: `${(speed(scanned) / speed(parsed)).toFixed(0)} × the outline by the tree (\`treeOutline\`, ${speed(parsed).toFixed(2)} MB/s)`,
  };
}

function repeat(times, action) {
  for (let i = 0; i < times; i++) action();
}
