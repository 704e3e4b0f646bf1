/** Work on one order is done one piece after the other: two taps on Pay, a cancel and a closing never meet halfway. */
const last = new Map();

export function inTurn(number, work) {
  const turn = (last.get(number) ?? Promise.resolve()).then(work);
  const over = turn.then(
    () => {},
    () => {},
  );
  last.set(number, over);
  over.then(() => last.get(number) === over && last.delete(number));
  return turn;
}
