// An execution of a phase with agents that only take time: which plans ran when, decided by the phase machine.

/** A random generator whose numbers are the same everywhere (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A random phase: plans with dependencies on earlier ones, effective waves, some that change the same files, and how long each takes. */
export function randomPhase(random, core) {
  const count = 4 + Math.floor(random() * 21);
  const plans = [];
  for (let index = 0; index < count; index++) {
    const after = plans.filter(() => random() < 1.5 / count).map((plan) => plan.id);
    const wave = 1 + Math.max(0, ...plans.filter((plan) => after.includes(plan.id)).map((plan) => plan.wave));
    // Most plans take some minutes, and a few take very long.
    const duration = 1 + Math.floor(10 * random()) + (random() < 0.1 ? 40 : 0);
    plans.push({ id: core.parsePlanId(`01-${String(index + 1).padStart(2, "0")}`), wave, after, apart: [], duration });
  }
  for (const plan of plans) for (const other of plans) if (plan.id < other.id && random() < 0.3 / count) plan.apart.push(other.id);
  return plans.sort((a, b) => a.wave - b.wave || (a.id < b.id ? -1 : 1));
}

/** Runs a phase and returns when it ended, and how long each agent idled although a plan could have started (it must be 0). */
export function simulateSchedule(core, plans, options) {
  const path = core.joinPath("phases", "01-x", "01-EXECUTION.md");
  const at = "2026-01-01T00:00:00.000Z";
  const durations = new Map(plans.map((plan) => [plan.id, plan.duration]));
  const { phaseMachine } = core;
  const texts = new Map([[path, core.renderExecution({ phase: core.parsePhaseNumber("1"), name: "x", created: at, options, plans })]]);
  let execution = phaseMachine.read({ path, texts });
  const record = (seen) => {
    for (const event of phaseMachine.decide(execution, seen)) execution = phaseMachine.evolve(execution, event);
  };
  record({ type: "execution-opened", at, plans, verify: true, options });
  const running = [];
  let now = 0;
  for (;;) {
    for (const effect of phaseMachine.next(execution)) {
      if (effect.type === "settle-execution") return { makespan: now, starts: execution };
      const name = { stage: effect.stage, ...(effect.plan === undefined ? {} : { plan: effect.plan }) };
      record({ type: "step-opened", at, ...name });
      running.push({ name, ends: now + (effect.type === "run-plan" ? durations.get(effect.plan) : 0), verify: effect.type === "verify-phase" });
    }
    running.sort((a, b) => a.ends - b.ends);
    const next = running.shift();
    if (next === undefined) throw new Error("nothing runs and nothing can start");
    now = next.ends;
    record({ type: "step-ended", at, ...next.name, outcome: next.verify ? { type: "verified", verdict: "passed" } : { type: "done" } });
  }
}

/** The longest row of plans that come after each other: no schedule is shorter. */
export function criticalPath(plans) {
  const ends = new Map();
  for (const plan of plans) ends.set(plan.id, plan.duration + Math.max(0, ...plan.after.map((id) => ends.get(id) ?? 0)));
  return Math.max(...ends.values());
}

/** All work divided by the agents: no schedule is shorter. */
export function workBound(plans, agents) {
  return plans.reduce((sum, plan) => sum + plan.duration, 0) / agents;
}
