import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Opens an address in the browser of the user, and returns what removes all traces of that; `onProblem` hears where there is no browser. It is led there by a file that only this user can read: what stands in the arguments of a program
 * is seen by everybody on the machine, and the address holds a token.
 */
export function openBrowser(url: string, onProblem: (message: string) => void, platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): () => void {
  const folder = mkdtempSync(join(tmpdir(), "dgs-ui-"));
  const file = join(folder, "open.html");
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>DGS</title><meta http-equiv="refresh" content="0;url=${url}">\n`, { mode: 0o600 });
  const [program, ...args] = platform === "darwin" ? ["open"] : platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
  const child = spawn(program, [...args, pathToFileURL(file).href], { stdio: "ignore", detached: true, env });
  child.once("error", (error) => { onProblem(`no browser was opened (${error.message}): open the address yourself`); });
  child.unref();
  return () => { rmSync(folder, { recursive: true, force: true }); };
}
