/**
 * Loaded before the steps. In a process that shares a run's scenarios it sees to it that this one ends with the process
 * that handed them out, however that ends: what it would still send has nobody to come to.
 */
if (process.env['CUCUMBER_WORKER_ID'] !== undefined && process.send) {
  const leave = (): never => process.exit(1);
  if (!process.connected) leave();
  process.once('disconnect', leave).once('error', leave);
  // Ctrl+C reaches every process of the terminal. The one that hands out the scenarios decides what becomes of the run.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
}

export {};
