import { isRefusal, locateRoot, type Place, type Refusal } from "@dgs/runtime";
import { join } from "node:path";
import { refused, type Answer, type Reported, type Served } from "./answer.js";
import type { Call } from "./call.js";
import { choosePaint, relativePath, type View } from "@dgs/render";

/** Carries a command out where the command line says, and ties its refusal to that planning root. */
export async function inPlace(call: Call, run: (place: Place, view: View) => Promise<Reported | Served | Refusal>): Promise<Answer> {
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
  const answer = await run(place, view);
  if (!isRefusal(answer) && answer.type === "served") return answer;
  return isRefusal(answer) ? refused(answer, place.root) : { ...answer, root: place.root };
}
