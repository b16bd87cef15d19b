import { isRefusal, loadConfig, type Place, type Ports, type Refusal } from "@dgs/runtime";
import type { Asked } from "./asked.js";
import { type CodePorts, createCodePorts, createPorts } from "./ports.js";

/** Joins everything that a command needs which most often asks no agent: agents only where some are named, on the command line or in the configuration. */
export function createPortsWithAgentsWhereNamed(call: Asked, place: Place): (CodePorts & Partial<Pick<Ports, "agents">>) | Refusal {
  const ports = createCodePorts(call, place);
  if (isRefusal(ports)) return ports;
  const loaded = loadConfig(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const isNamed = call.values["agent"] !== undefined || call.values["tape"] !== undefined || call.program.length > 0 || loaded.config["agents.adapter"] !== undefined;
  return isNamed ? createPorts(call, place, { agents: true }) : ports;
}
