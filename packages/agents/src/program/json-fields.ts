import { isObject } from "../shape/shape.js";

/** A JSON object, or an empty one where something else stands. */
export function objectAt(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = valueAt(value, path);
  return isObject(found) ? found : {};
}

/** A text; `undefined` where something else stands. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
}

/** A number that is finite and not negative; `undefined` where something else stands. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, path);
  return typeof found === "number" && Number.isFinite(found) && found >= 0 ? found : undefined;
}

/** A list, empty where something else stands. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** Whether `true` stands there, and nothing like it. */
export function isTrueAt(value: unknown, ...path: readonly string[]): boolean {
  return valueAt(value, path) === true;
}

/** Whether `false` stands there: what is missing is not false. */
export function isFalseAt(value: unknown, ...path: readonly string[]): boolean {
  return valueAt(value, path) === false;
}

/** What stands at a path of keys; `undefined` where the path ends early. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}
