// Where the Chromium of this machine is.

import { existsSync } from "node:fs";
import path from "node:path";

/** The variable that names it where it is somewhere else. */
export const BROWSER_VARIABLE = "DGS_CHROMIUM";

/** Of Debian and its kin, and what others call it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge", "microsoft-edge"];

const PLACES = {
  darwin: ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"],
};

/** The path of a Chromium; `undefined` where there is none. What DGS_CHROMIUM names is taken, or nothing. */
export function findChromium(env = process.env, platform = process.platform) {
  const named = env[BROWSER_VARIABLE];
  if (named !== undefined && named !== "") return existsSync(named) ? named : undefined;
  const ending = platform === "win32" ? ".exe" : "";
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, `${name}${ending}`))), ...(PLACES[platform] ?? [])].find((file) => existsSync(file));
}
