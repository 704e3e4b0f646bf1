import { createServer } from 'node:http';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { wireHeaders } from '../protocol/index.ts';
import { seconds } from '../time/index.ts';
import { controlApi } from './control/control-api.ts';
import { asControlError, ControlError } from './control/control-error.ts';
import { guardControl } from './control/control-guard.ts';
import { closer } from './transport/listening.ts';
import { unexpected } from './unexpected.ts';
import { toOriginForm } from './wire/origin-form.ts';
import { answerUnreadable, followRequest } from './wire/unreadable.ts';
import { type WireFaceParts, wireFace } from './wire/wire-face.ts';

/** No control call comes near it. */
const CONTROL_BODY_LIMIT = 65_536;

/** Longer than clients keep connections that they mean to use again: else one is closed under a request. */
const KEEP_ALIVE = seconds(72);

const isControl = (target: string): boolean => /^\/sandbox(?:[/?]|$)/.test(target);

/** One HTTP server with two faces: the control API under `/sandbox`, and the gateway for everything else, whatever it is. */
export function sandboxServer(parts: WireFaceParts & { readonly controlToken?: string }): FastifyInstance {
  const { desk, tell, controlToken } = parts;
  const serveWire = wireFace(parts);
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    bodyLimit: CONTROL_BODY_LIMIT,
    // What is on the wire is the gateway's to judge: it does not pass through the framework, whose router knows fewer paths.
    serverFactory: (control) =>
      createServer(
        { requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE }, // or node itself would answer, without a body
        (incoming, outgoing) => {
          followRequest(incoming, outgoing);
          toOriginForm(incoming);
          if (isControl(incoming.url ?? '/')) control(incoming, outgoing);
          else void serveWire(incoming, outgoing);
        },
      ),
    routerOptions: { maxParamLength: 512 },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (failure: Error, _request: unknown, reply: FastifyReply) => {
      const error = new ControlError('invalid_request', failure.message);
      void reply.code(error.status).send(error.body);
    },
  });

  app.addHook('onRequest', async (request) =>
    guardControl(wireHeaders(request.headers), request.protocol, controlToken),
  );

  const close = closer(app.server);
  // However it was made to listen: the framework closes only what it has opened itself.
  app.addHook('preClose', close);
  // Node would answer an expectation that it does not know with 417 and no body.
  app.server.on('checkExpectation', (incoming, outgoing) => app.server.emit('request', incoming, outgoing));

  // Whatever Content-Type says: control bodies are JSON, and `curl -d` calls them a form.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => {
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(body.toString('utf8')) as unknown;
    } catch {
      throw new ControlError('invalid_request', 'The body is not JSON: control calls take a JSON object');
    }
  });

  const calls: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    calls.push(`${[method].flat().join('|')} ${url}`);
  });
  // What was accepted is on disk before it is answered. A refusal promises nothing, and has to get out where the disk fails.
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode < 400) await desk.settled();
  });
  controlApi(app, desk);
  app.setNotFoundHandler(async (request) => {
    const call = `${request.method} ${request.originalUrl.split('?', 1)[0]}`;
    throw new ControlError('not_found', `There is no ${call}; there is ${calls.join(', ')}`);
  });
  app.setErrorHandler(async (failure, request, reply) => {
    const known = asControlError(failure);
    const line = known ? undefined : unexpected(request.method, request.url, failure);
    if (line !== undefined) tell(line);
    const error =
      known ?? new ControlError('internal_error', 'Something went wrong in the sandbox itself: its output says what');
    return reply.code(error.status).send(error.body);
  });
  return app;
}
