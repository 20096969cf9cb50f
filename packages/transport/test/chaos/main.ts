/** Measures the reliability contract and prints it as one table: `node test/chaos/main.ts [NAME…]`, all without names. */
import { brownoutRows } from "./brownout.ts"
import { outageRows, rescueRows } from "./budget.ts"
import { enduranceRows } from "./endurance.ts"
import { failBackRows } from "./failBack.ts"
import { failoverRows } from "./failover.ts"
import { overheadRows } from "./overhead.ts"
import { formatRows, type Row } from "./Row.ts"
import { throttleRows } from "./throttle.ts"
import { unsafeRows } from "./unsafe.ts"

const scenarios: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  outage: outageRows,
  rescue: rescueRows,
  failover: failoverRows,
  failBack: failBackRows,
  unsafe: unsafeRows,
  throttle: throttleRows,
  brownout: brownoutRows,
  endurance: enduranceRows,
  overhead: overheadRows
}

const names = process.argv.slice(2)
const rows: Row[] = []
for (const [name, run] of Object.entries(scenarios)) {
  if (names.length > 0 && !names.includes(name)) continue
  const startedAt = performance.now()
  rows.push(...(await run()))
  process.stderr.write(`${name}: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
}
process.stdout.write(`${formatRows(rows)}\n`)
const missed = rows.filter(({ isMet }) => isMet === false).length
process.stdout.write(`\n${rows.length} figures, ${missed} miss their bar (node ${process.versions.node})\n`)
process.exitCode = missed === 0 ? 0 : 1
