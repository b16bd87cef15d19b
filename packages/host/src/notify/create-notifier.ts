import { type Config, DEFAULT_CONFIG, isWebAddress, type Notification, notificationOf, type RunEnd } from "@dgs/core";
import { createProcesses, createRedactor } from "@dgs/process";
import { createPlanningFiles, isRefusal, loadConfig, type Place } from "@dgs/runtime";
import type { Environment } from "../asked.js";
import { testEnvironment } from "../environment.js";
import { bell } from "./bell.js";
import { command } from "./command.js";
import { desktop } from "./desktop.js";
import { webhook } from "./webhook.js";
import { MOST_MS, type Way, type WayName } from "./way.js";

/** What became of one way to a person. */
export interface WayResult {
  readonly way: WayName;
  /** `off`: the configuration does not ask for it; `absent`: it does, and there is no terminal. */
  readonly state: "sent" | "failed" | "off" | "absent";
  readonly why?: string;
}

/** Tells people of the end of a run. It never fails, and takes some seconds at most. */
export interface Notifier {
  /** Rings where a person is asked something. */
  readonly ring: () => void;
  /** Tells how a run ended, where that is one of the kinds that are wanted. What could not be told is said. */
  readonly ended: (end: RunEnd) => Promise<void>;
  /** Sends by all ways that are wanted, whatever kind it is, and says what became of each. */
  readonly send: (notification: Notification) => Promise<readonly WayResult[]>;
}

/** What a notifier is made of. */
export interface NotifierOptions {
  readonly place: Place;
  readonly env: Environment;
  /** Writes to the terminal of the person; absent where there is none, or its output is for a program. */
  readonly terminal?: ((text: string) => void) | undefined;
  /** Says what could not be told. */
  readonly say: (line: string) => void;
  readonly platform?: string;
  /** Milliseconds that one way may take; 5,000 unless told. */
  readonly mostMs?: number;
}

/** A session's desktop is found by these. */
const DESKTOP = ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_CURRENT_DESKTOP"];

/**
 * Makes a notifier by the configuration as it is now: make it before the run begins, so that nothing that is written meanwhile sends anything anywhere. A configuration
 * that cannot be read asks for nothing but the bell; the command itself refuses it.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const { place, env, terminal, say } = options;
  const loaded = loadConfig(createPlanningFiles({ root: place.root }), place);
  const config = isRefusal(loaded) ? DEFAULT_CONFIG : loaded.config;
  const wanted = config["notify.on"];
  const rings = config["notify.bell"] && terminal !== undefined;
  const hide = createRedactor(env).text;
  const ways = waysOf(config, options);
  const send: Notifier["send"] = async (notification) => {
    const safe = withoutSecrets(notification, hide);
    return Promise.all(ways.map((way) => sendBy(way, safe)));
  };
  return {
    ring: () => { if (rings && wanted.includes("human-needed")) terminal("\u0007"); },
    send,
    async ended(end) {
      // Before anything is cut: half a key is no key any more that could be told.
      const notification = notificationOf(withoutSecrets(end, hide));
      if (notification === undefined || !wanted.includes(notification.kind)) return;
      for (const { way, state, why } of await send(notification)) if (state === "failed") say(`dgs: the notification by ${way} failed: ${why ?? ""}`);
    },
  };
}

type PossibleWay = Way | { readonly name: WayName; readonly state: "failed" | "off" | "absent"; readonly why?: string };

function waysOf(config: Config, { place, env, terminal, platform = process.platform, mostMs = MOST_MS }: NotifierOptions): readonly PossibleWay[] {
  const processes = createProcesses({ leftovers: "leave" });
  const own = { ...testEnvironment(env), ...Object.fromEntries(DESKTOP.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))) };
  const off = (name: WayName): PossibleWay => ({ name, state: "off" });
  const words = config["notify.command"];
  return [
    !config["notify.bell"] ? off("bell") : terminal === undefined ? { name: "bell", state: "absent" } : bell(terminal),
    config["notify.desktop"] ? desktop({ processes, platform, env: own, cwd: place.base, mostMs }) : off("desktop"),
    words.length > 0 ? command({ processes, words, env: own, base: place.base, mostMs }) : off("command"),
    webhookOf(config, env, mostMs) ?? off("webhook"),
  ];
}

/** A variable keeps an address that is a secret out of a file that is committed. */
function webhookOf(config: Config, env: Environment, mostMs: number): PossibleWay | undefined {
  const name = config["notify.webhook_env"];
  if (name === undefined) return config["notify.webhook"] === undefined ? undefined : webhook(config["notify.webhook"], mostMs);
  const address = env[name] ?? "";
  if (isWebAddress(address)) return webhook(address, mostMs);
  return { name: "webhook", state: "failed", why: address === "" ? `the variable ${name} of notify.webhook_env is not set` : `the variable ${name} of notify.webhook_env holds no address with https://` };
}

async function sendBy(way: PossibleWay, notification: Notification): Promise<WayResult> {
  if ("state" in way) return { way: way.name, state: way.state, ...(way.why === undefined ? {} : { why: way.why }) };
  try {
    const why = await way.send(notification);
    return why === undefined ? { way: way.name, state: "sent" } : { way: way.name, state: "failed", why };
  } catch (error) {
    return { way: way.name, state: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}

function withoutSecrets<Told extends RunEnd | Notification>(told: Told, hide: (text: string) => string): Told {
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [name, name === "kind" || name === "exit" ? value : hide(String(value))])) as unknown as Told;
}
