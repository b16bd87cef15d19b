import { join } from "node:path";

/** The environment that every program gets: a HOME of its own, and a proxy that lets nothing out of this machine. */
export function environmentOf(home: string, url: string): Record<string, string> {
  const proxies = Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [[name, url], [name.toLowerCase(), url]]));
  return { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: join(home, "tmp"), LANG: "C.UTF-8", TERM: "dumb", ...proxies, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
}
