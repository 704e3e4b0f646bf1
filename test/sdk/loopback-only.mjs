/**
 * Loaded before everything else into the backends of these tests: whatever they do, no connection leaves this machine. One
 * that would is written to stderr, which has to be empty.
 */
import { Socket } from 'node:net';

const NEARBY = new Set([undefined, 'localhost', '127.0.0.1', '::1']);

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [first, second] = args;
  const given = Array.isArray(first) ? first[0] : first;
  const { path, host } = typeof given === 'object' && given !== null ? given : { host: second };
  if (path || NEARBY.has(host ?? undefined)) return connect.apply(this, args);
  const failure = new Error(`a connection to ${host} would have left this machine`);
  process.stderr.write(`${failure.message}\n`);
  process.nextTick(() => this.destroy(failure));
  return this;
};
