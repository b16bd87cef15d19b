/** A plan as the graph needs it. */
export interface GraphPlan {
  readonly id: string;
  readonly after: readonly string[];
}

/** Where a plan is drawn: columns from the left, rows from the top. */
export interface GraphNode {
  readonly id: string;
  readonly column: number;
  readonly row: number;
}

/** Plans in columns, each right of all that it comes after. */
export interface PlanGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly critical: boolean }[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * Lays plans out by what they come after. A plan named there that is none of these is left out, and of plans that come after each other
 * in a circle the ones that are met first come first: a broken file is drawn, too.
 */
export function planGraph(plans: readonly GraphPlan[], critical: readonly string[]): PlanGraph {
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const before = new Map(plans.map(({ id, after }) => [id, [...new Set(after)].filter((each) => each !== id && byId.has(each))]));
  const columnOf = columnsOf([...byId.keys()], before);
  const columns: string[][] = [];
  for (const [id, column] of columnOf) (columns[column] ??= []).push(id);
  const rowOf = new Map<string, number>();
  for (const ids of columns) {
    const middle = (id: string, at: number): number => {
      const rows = (before.get(id) ?? []).flatMap((each) => rowOf.get(each) ?? []);
      return rows.length === 0 ? at : rows.reduce((sum, row) => sum + row, 0) / rows.length;
    };
    ids.map((id, at) => ({ id, middle: middle(id, at), at })).sort((a, b) => a.middle - b.middle || a.at - b.at).forEach(({ id }, row) => rowOf.set(id, row));
  }
  const next = new Map(critical.slice(1).map((id, at) => [critical[at] ?? "", id]));
  return {
    nodes: [...columnOf].map(([id, column]) => ({ id, column, row: rowOf.get(id) ?? 0 })),
    edges: [...before].flatMap(([to, all]) => all.filter((from) => (columnOf.get(from) ?? 0) < (columnOf.get(to) ?? 0)).map((from) => ({ from, to, critical: next.get(from) === to }))),
    columns: columns.length,
    rows: Math.max(0, ...columns.map((ids) => ids.length)),
  };
}

/** The column of each plan: one more than the highest of those that it comes after. Without recursion, for chains of any length. */
function columnsOf(ids: readonly string[], before: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const columnOf = new Map<string, number>();
  let left = [...ids];
  for (let column = 0; left.length > 0; column++) {
    const ready = left.filter((id) => (before.get(id) ?? []).every((each) => columnOf.has(each)));
    // A circle: one of it has to be first.
    const taken = ready.length > 0 ? ready : left.slice(0, 1);
    for (const id of taken) columnOf.set(id, column);
    const gone = new Set(taken);
    left = left.filter((id) => !gone.has(id));
  }
  return columnOf;
}
