import { rmSync } from "node:fs";
import { createProcesses } from "@dgs/process";
import { expect, it } from "vitest";
import { createAgents } from "./create-agents.js";
import { sceneOf, tapeOf } from "./fixtures/play-scene.js";

it("makes the agents of the adapter that is asked for", async () => {
  const { folder, request } = sceneOf({});
  const tape = tapeOf({ result: { type: "refused", message: "from the tape" } });
  expect(await createAgents({ adapter: "replay", tape }).run(request)).toMatchObject({ message: "from the tape" });
  const command = [process.execPath, "-e", "process.exit(3)"];
  const result = await createAgents({ adapter: "command", processes: createProcesses(), command, env: {} }).run(request);
  expect(result).toMatchObject({ type: "crashed", message: "the program ended with exit code 3" });
  rmSync(folder, { recursive: true });
});
