import { isRefusal, locateRoot, type Place, type Refusal } from "@dgs/runtime";
import type { Notifier } from "@dgs/host";
import { join } from "node:path";
import { refused, type Answer, type Reported, type Served } from "./answer.js";
import type { Call } from "./call.js";
import { notifierFor } from "./notifier-for.js";
import { choosePaint, relativePath, type View } from "@dgs/render";

/** Carries a command out where the command line says, and ties its refusal to that planning root. */
export async function inPlace(call: Call, run: (place: Place, view: View, notifier?: Notifier) => Promise<Reported | Served | Refusal>): Promise<Answer> {
  const { cwd, env } = call.io;
  const { root, project } = call.values;
  const envRoot = env["DGS_ROOT"];
  const place = locateRoot({
    cwd,
    ...(root === undefined ? {} : { root }),
    ...(envRoot === undefined || envRoot === "" ? {} : { envRoot }),
    ...(project === undefined ? {} : { project }),
  });
  if (isRefusal(place)) return refused(place);
  const view = { paint: choosePaint(call.io.stdout, env), pathOf: (path: string) => relativePath(cwd, join(place.root, path)) };
  // Before the command begins: what is written meanwhile tells nobody anything.
  const told = await notifierFor(call, place);
  const answer = await run(place, view, told?.notifier);
  if (!isRefusal(answer) && answer.type === "served") return answer;
  const tell = told === undefined ? {} : { tell: (next?: string) => told.tell(answer, next) };
  return isRefusal(answer) ? { ...refused(answer, place.root), ...tell } : { ...answer, root: place.root, ...tell };
}
