/** Commands that play backends: node programs that take their port from PORT, and tell the ids of their processes to a file. */
const node = (program: string): string => `${process.execPath} -e '${program}'`;

const tell = 'const tell = (pid) => fs.appendFileSync(process.env.PIDS, pid + "\\n"); tell(process.pid);';
const serve = (status: number): string =>
  `http.createServer((q, a) => a.writeHead(${status}).end("up")).listen(Number(process.env.PORT), "127.0.0.1");`;
const head = `const fs = require("fs"), http = require("http"), cp = require("child_process"); ${tell}`;

export const backends = {
  plain: node(`${head} console.log("key is", process.env.SECRET); ${serve(200)}`),
  withGrandchild: node(
    `${head} tell(cp.spawn(process.execPath, ["-e", "process.on(\\"SIGTERM\\", () => {}); setInterval(() => {}, 1000)"], { stdio: "inherit" }).pid); ${serve(204)}`,
  ),
  /** It and its children heed no signal that can be ignored, and one of these left the group. */
  clinging: node(
    `${head} const deaf = ["SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE"].map((name) => "process.on(\\"" + name + "\\", () => {});").join("") + "setInterval(() => {}, 1000);"; eval(deaf); for (const detached of [false, true]) tell(cp.spawn(process.execPath, ["-e", deaf], { stdio: "ignore", detached }).pid); ${serve(204)}`,
  ),
  deaf: node(`${head} process.on("SIGTERM", () => console.log("no")); ${serve(200)}`),
  diesEarly: node(`${head} console.error("cannot find the database of", process.env.SECRET); process.exitCode = 7;`),
  neverReady: node(`${head} ${serve(503)}`),
  diesWhenAsked: node(
    `${head} http.createServer((q, a) => { a.end("up"); if (q.url === "/die") setTimeout(() => process.exit(9), 5); }).listen(Number(process.env.PORT), "127.0.0.1");`,
  ),
} as const;
