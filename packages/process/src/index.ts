// Every export of @dgs/process by name. A line added here is public for good: add on purpose.

export { createProcesses, type ProcessesOptions } from "./create-processes.js";
export { forwardSignals, type ForwardedSignals, type ForwardOptions } from "./forward-signals.js";
export { currentIdentity, identityOf, isAlive, type ProcessIdentity } from "./identity.js";
export type { Liveness, Surroundings } from "./liveness.js";
export { processesIn } from "./processes-in.js";
export { reapMarked, type Reaped, type ReapOptions, type ReapTarget } from "./reap.js";
export { createRedactor, type RedactedStream, type Redactor } from "./secrets/create-redactor.js";
export { createSecretFinder } from "./secrets/find-secrets.js";
export { startDetached, type DetachedSpec } from "./start-detached.js";
