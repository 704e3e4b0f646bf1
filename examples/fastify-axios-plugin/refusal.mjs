/** Whoever asked is told why, with this HTTP status; nothing is wrong with the shop. */
export class Refusal extends Error {
  constructor(statusCode, message) {
    super(message);
    this.statusCode = statusCode;
  }
}
