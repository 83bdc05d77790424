import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type Nginx = {
  /** Answers 200 to every POST; any path below it does too. */
  url: string
  /** Answers 500. */
  failingUrl: string
  /** How many requests have come so far. */
  requests: () => Promise<number>
}

/** Lends a receiver that costs little: nginx with one worker that answers 200 to everything. */
export async function withNginx<T>(use: (nginx: Nginx) => Promise<T>): Promise<T> {
  const nginx = await startNginx()
  try {
    return await use(nginx)
  } finally {
    await nginx.stop()
  }
}

async function startNginx(): Promise<Nginx & { stop: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'offhook-nginx-'))
  const port = await freePort()
  await writeFile(path.join(folder, 'nginx.conf'), config(folder, port))
  const child = spawn('nginx', ['-c', path.join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  const origin = `http://127.0.0.1:${port}`
  await Promise.race([failed, untilAnswering(`${origin}/hook`)])
  let asked = 0
  return {
    url: `${origin}/hook`,
    failingUrl: `${origin}/fail`,
    requests: async () => {
      asked += 1
      const text = await (await fetch(`${origin}/status`)).text()
      // The third number of the line below "server accepts handled requests"; our own questions are in it.
      return Number(/^\s*\d+ \d+ (\d+)\s*$/m.exec(text)?.[1]) - asked
    },
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function config(folder: string, port: number): string {
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 75s;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / { return 200 "ok"; }
    location /fail { return 500 "no"; }
    location /status { stub_status; }
  }
}
`
}

async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await sleep(20)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
