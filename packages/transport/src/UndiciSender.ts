/**
 * The sender over undici, and the only file that knows it. One attempt is one dispatch with a handler of our own. undici,
 * which takes as long to load as Effect does, is loaded for the first of them.
 */
import { encodePairs } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Agent, Client, Dispatcher } from "undici"
import { acceptEncoding } from "./ContentDecoding.ts"
import { Dial } from "./Dial.ts"
import { endpointName } from "./endpointName.ts"
import { Exchange } from "./Exchange.ts"
import type { BodyParts } from "./HttpMessage.ts"
import { openNetwork, type Network } from "./Network.ts"
import { findNetworkOptionProblem } from "./networkOptionProblem.ts"
import type { InvalidNetworkOptionError, NetworkOptions } from "./NetworkOptions.ts"
import { answerLimitBytes, Sender, type SendOutcome, type SendRequest } from "./Sender.ts"

/** Idle connections are closed after this, in milliseconds: below the idle limit of common servers (5 s and more). */
export const keepAliveMillis = 4_000

/**
 * Connection pools, destroyed with the scope of the layer. A proxy variable of the environment that holds no URL of an
 * HTTP proxy fails the attempts that would use it, with the code `PROXY_INVALID`.
 */
export function layerUndici(): Layer.Layer<Sender>
/** The same with options. Fails with `InvalidNetworkOptionError`, which names the option. */
export function layerUndici(options: NetworkOptions): Layer.Layer<Sender, InvalidNetworkOptionError>
export function layerUndici(options: NetworkOptions = {}): Layer.Layer<Sender, InvalidNetworkOptionError> {
  return Layer.effect(
    Sender,
    Effect.suspend(() => {
      const problem = findNetworkOptionProblem(options)
      return problem === undefined ? openSender(options) : Effect.fail(problem)
    })
  )
}

const openSender = (options: NetworkOptions) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync((): Connections => ({ options, network: openNetwork(options, process.env) })),
      (connections) =>
        Effect.promise(async () => {
          connections.isClosed = true
          for (const dial of connections.network.dials) dial.abandon()
          await connections.agent?.destroy()
        })
    ),
    (connections): Sender["Service"] => ({
      send: (request) =>
        connections.agent === undefined
          ? Effect.flatMap(openAgent(connections), (agent) => sendOver(agent, connections, request))
          : sendOver(connections.agent, connections, request)
    })
  )

/** What outlives an attempt. */
interface Connections {
  readonly options: NetworkOptions
  readonly network: Network
  /** Undefined until something is sent. */
  agent?: Agent
  isClosed?: boolean
}

/** Loads undici. Once the layer has ended, what is sent fails as if it had been loaded before. */
const openAgent = (connections: Connections): Effect.Effect<Agent> =>
  Effect.promise(async () => {
    // The default: a bundler that splits gives the exports of a CommonJS module no names of their own.
    const { default: undici } = await import("undici")
    connections.agent ??= makeAgent(undici, connections)
    if (connections.isClosed === true) await connections.agent.destroy()
    return connections.agent
  })

const sendOver = (agent: Agent, { options, network }: Connections, request: SendRequest): Effect.Effect<SendOutcome> =>
  Effect.callback((resume) => {
    const limitBytes = options.answerLimitBytes ?? answerLimitBytes
    const exchange = new Exchange(request, limitBytes, (outcome) => resume(Effect.succeed(outcome)))
    dispatch(agent, network, request, exchange)
    return Effect.sync(() => exchange.cancel())
  })

type Undici = typeof import("undici").default

const makeAgent = (undici: Undici, { options, network }: Connections): Agent => {
  const DialingClient = dialingClient(undici)
  const idleMillis = options.keepAliveMillis ?? keepAliveMillis
  return new undici.Agent({
    keepAliveTimeout: idleMillis,
    // A server that announces a longer limit of its own does not lengthen ours.
    keepAliveMaxTimeout: idleMillis,
    // The exchange has a timer of its own for all phases; undici's would be coarser and say less.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: options.maxConnections ?? null,
    factory: (origin, poolOptions) =>
      new undici.Pool(origin, {
        // oxlint-disable-next-line typescript/no-misused-spread -- undici declares its plain options as Object
        ...poolOptions,
        allowH2: false,
        factory: (url, clientOptions) => new DialingClient(url, clientOptions, new Dial(network))
      })
  })
}

/** undici's client for one connection, which tells the exchange and the connection of each other. */
const dialingClient = (undici: Undici) =>
  class DialingClient extends undici.Client {
    private readonly dial: Dial

    constructor(url: URL, options: Client.Options, dial: Dial) {
      super(url, { ...options, connect: dial.connect })
      this.dial = dial
    }

    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      if (handler instanceof Exchange) {
        // It was given up while it waited for its turn in the pool: this client is free for the next.
        if (handler.isSettled) return true
        handler.dial = this.dial
        this.dial.awaitedBy = handler
      }
      return super.dispatch(options, handler)
    }
  }

const dispatch = (agent: Agent, network: Network, { endpoint, message }: SendRequest, exchange: Exchange): void => {
  const origin = endpointName(endpoint)
  const query = encodePairs(message.query)
  const path = query === "" ? message.path : `${message.path}?${query}`
  const headers: string[] = []
  if (message.headers["accept-encoding"] === undefined) headers.push("accept-encoding", acceptEncoding)
  for (const name in message.headers) headers.push(name, message.headers[name] ?? "")
  // undici knows the length of one piece only.
  const { body } = message
  if (body !== undefined && !(body instanceof Uint8Array)) headers.push("content-length", String(lengthOf(body)))
  const route = network.routeOf?.(endpoint)
  const isForwarded = route?._tag === "Proxied" && endpoint.protocol === "http"
  if (isForwarded && route.proxy.authorization !== undefined) {
    headers.push("proxy-authorization", route.proxy.authorization)
  }
  agent.dispatch(
    {
      origin,
      // A proxy that forwards wants the whole address (RFC 9112 section 3.2.2).
      path: isForwarded ? `${origin}${path}` : path,
      method: message.method,
      headers,
      // undici documents iterables as bodies; its types leave them out.
      body: (body ?? null) as Uint8Array | null
    },
    exchange
  )
}

const lengthOf = (parts: BodyParts): number => parts.reduce((sum, part) => sum + part.byteLength, 0)
