/** Runs one probe: prints, paces and records what it sends. */
import type { Call } from "../cases/Case.ts"
import { filledCall } from "../runCase.ts"
import { recordedBy, type Exchange, type Send } from "../wire/exchange.ts"
import { signedRequest } from "../wire/signedRequest.ts"
import { textsOf } from "../wire/textsOf.ts"
import type { Finding, Probe, ProbeContext, Signing } from "./Probe.ts"
import { describeCall, failureOf, type Session } from "./Session.ts"

/** What it found; that it broke off, if it did. */
export const runProbe = async (probe: Probe, session: Session): Promise<readonly Finding[]> => {
  session.say(`probe ${probe.id}: ${probe.does}`)
  const exchanges: Exchange[] = []
  const context = contextOf(session, (exchange) => exchanges.push(exchange))
  const findings = await probe
    .run(context)
    .catch((error: unknown): readonly Finding[] => [{ says: `${probe.id} broke off: ${failureOf(error)}` }])
  const { run } = session.surroundings
  session.keep({ kind: "probe", of: probe.id, level: probe.level, run }, exchanges)
  return findings
}

const contextOf = (session: Session, record: (exchange: Exchange) => void): ProbeContext => {
  const { say, turn, options, surroundings } = session
  const sendRecorded = recordedBy(record)
  const sendNow: Send = (request, about) => {
    say(`  ${about}`)
    return sendRecorded(request, about)
  }
  const exchange: Send = async (request, about) => {
    await turn()
    return sendNow(request, about)
  }
  const build = async (given: Call, signing: Signing = {}): Promise<Parameters<Send>> => {
    const call = filledCall(given, surroundings.run)
    session.note(call)
    const texts = await textsOf(call, options.target, exchange)
    return [signedRequest({ call, texts, target: options.target, ...signing }), describeCall(call)]
  }
  return {
    target: options.target,
    run: surroundings.run,
    exchange,
    call: async (call, signing) => exchange(...(await build(call, signing))),
    callAtOnce: async (calls) => {
      const requests = await Promise.all(calls.map((call) => build(call)))
      return Promise.all(requests.map((request) => sendNow(...request)))
    },
    now: surroundings.now,
    sleep: surroundings.sleep,
    batch: options.batch
  }
}
