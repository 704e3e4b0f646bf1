import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/package-root.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';
import { blocksOf } from './page.ts';

const ASKED = 'https://api.mch.weixin.qq.com/v3/certificates';

interface Language {
  /** What has to be there: a program, and what it is asked to find out whether the rest of it is. */
  readonly needs: readonly [program: string, ...args: string[]];
  /** Of the page, the commands that are run, by how they begin. */
  readonly commands: readonly RegExp[];
  /** A shop that asks without a signature, and prints what it is answered. */
  readonly shop: Readonly<Record<string, string>>;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  'Java, with HttpURLConnection and HttpClient': {
    needs: ['javac', '-version'],
    commands: [/^keytool /, /^java /],
    shop: {
      'Shop.java': `import java.net.*; import java.net.http.*;
public class Shop {
  public static void main(String[] args) throws Exception {
    var connection = (HttpURLConnection) new URL("${ASKED}").openConnection();
    System.out.println(connection.getResponseCode() + new String(connection.getErrorStream().readAllBytes(), "UTF-8"));
    var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
    var asked = HttpRequest.newBuilder(URI.create("${ASKED}")).header("Accept", "application/json").build();
    if (client.send(asked, HttpResponse.BodyHandlers.ofString()).statusCode() != 401) System.exit(1);
  }
}`,
    },
  },
  Go: {
    needs: ['go', 'version'],
    commands: [/^HTTPS_PROXY=.* go run/],
    shop: {
      'go.mod': 'module shop\n\ngo 1.19\n',
      'shop.go': `package main
import ("fmt"; "io"; "net/http")
func main() {
	asked, _ := http.NewRequest("GET", "${ASKED}", nil)
	asked.Header.Set("Accept", "application/json")
	answer, err := http.DefaultClient.Do(asked)
	if err != nil { panic(err) }
	body, _ := io.ReadAll(answer.Body)
	fmt.Println(answer.StatusCode, string(body))
}`,
    },
  },
  PHP: {
    needs: ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
    commands: [/^HTTPS_PROXY=.* php /],
    shop: {
      'shop.php': `<?php
$asking = curl_init('${ASKED}');
curl_setopt($asking, CURLOPT_RETURNTRANSFER, true);
curl_setopt($asking, CURLOPT_USERAGENT, 'shop');
$body = curl_exec($asking);
if ($body === false) exit(1);
echo curl_getinfo($asking, CURLINFO_RESPONSE_CODE), $body;`,
    },
  },
  'Python, with urllib': {
    needs: ['python3', '--version'],
    commands: [/^HTTPS_PROXY=\S+ SSL_CERT_FILE=\S+ python3 /],
    shop: {
      'shop.py': `import urllib.request, urllib.error
try:
    urllib.request.urlopen(urllib.request.Request('${ASKED}', headers={'Accept': 'application/json'}))
except urllib.error.HTTPError as refused:
    print(refused.code, refused.read().decode())`,
    },
  },
  'Python, with requests': {
    needs: ['python3', '-c', 'import requests'],
    commands: [/^HTTPS_PROXY=\S+ REQUESTS_CA_BUNDLE=\S+ python3 /],
    shop: {
      'shop.py': `import requests
answer = requests.get('${ASKED}')
print(answer.status_code, answer.text)`,
    },
  },
};

const lines = blocksOf(readFileSync(join(packageRoot, 'docs/sandbox.md'), 'utf8'))
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.split('\n'));

const whyNot = ([program, ...args]: Language['needs']): string | false =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0
    ? false
    : `${program} ${args.join(' ')} finds nothing here`;

describe('docs/sandbox.md, in other languages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'other-languages-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>> | undefined;
  before(async () => {
    const credentials = join(folder, '.wechatpay');
    await writePublishedCredentials(credentials);
    sandbox = await startSandbox({ host: '127.0.0.1', port: 0, proxyPort: 0, credentials, tell: () => {} });
  });
  after(async () => {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, { needs, commands, shop }] of Object.entries(LANGUAGES)) {
    it(`leads a shop in ${name} to the sandbox`, { skip: whyNot(needs) }, async () => {
      for (const [file, text] of Object.entries(shop)) writeFileSync(join(folder, file), text);
      const { port } = new URL(sandbox?.proxy ?? '');
      const played = commands.map((command) => lines.find((line) => command.test(line)) ?? `echo ${command}: gone`);
      const { stdout } = await promisify(execFile)(
        '/bin/sh',
        ['-ec', played.join('\n').replaceAll(/\b8444\b/g, port)],
        // What Go compiles goes with the rest.
        { cwd: folder, env: { ...process.env, GOCACHE: join(folder, 'go') } },
      );
      assert.match(stdout, /401.*"code": ?"SIGN_ERROR"/s);
    });
  }
});
