import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { Place } from "../place.js";
import type { CodeRepo } from "../work/repos.js";

/** The folder beside a checkout in which a fast change is made, absolute, and its branch. One for each planning root: two products may change one repo. */
export function fastPlace(place: Place, repo: CodeRepo): { readonly path: string; readonly branch: string } {
  const mark = createHash("sha256").update(place.root).digest("hex").slice(0, 8);
  return { path: join(dirname(repo.path), `${basename(repo.path)}--fast-${mark}`), branch: `dgs/fast-${mark}` };
}
