// Builds the site of the documents into site/, which git ignores: `npm run docs:site`. Dead links fail it, and so does a page that would fetch something from elsewhere.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { installGenerator } from "./site/install.mjs";
import { stageSite } from "./site/stage.mjs";
import { runQuiet } from "./workspace/child.mjs";
import { root } from "./workspace/places.mjs";

const out = path.join(root, "site");
process.exitCode = await buildSite();

async function buildSite() {
  const { obstacle, folder } = await installGenerator({ say: (what) => console.log(what) });
  if (folder === undefined) return fail(`The generator of the site cannot be had: ${obstacle}`);
  // Below the generator, so that what it makes finds its packages.
  const stage = mkdtempSync(path.join(folder, "stage-"));
  try {
    const count = stageSite(stage);
    rmSync(out, { recursive: true, force: true });
    const { code, output } = await runQuiet(process.execPath, [path.join(folder, "node_modules/vitepress/bin/vitepress.js"), "build", stage, "--outDir", out], { cwd: stage });
    if (code !== 0) return fail(output.replaceAll(`${stage}/`, ""));
    const outside = fetchedFromElsewhere(out);
    if (outside.length > 0) return fail(`The site would fetch from elsewhere:\n${outside.join("\n")}`);
    console.log(`${count} pages in ${path.relative(root, out)}/`);
    return 0;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function fail(message) {
  console.error(message);
  return 1;
}

/** What the pages load (scripts, styles, fonts, pictures) from another host; links that a reader follows are not loaded. */
function fetchedFromElsewhere(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(html|css)$/.test(file)).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    const found = [...text.matchAll(/(?:<(?:script|img|iframe|source)\b[^>]*\bsrc=|<link\b[^>]*\bhref=|url\(|@import )["']?((?:https?:)?\/\/[^"')\s>]+)/g)];
    return found.map(([, url]) => `${file}: ${url}`);
  });
}
