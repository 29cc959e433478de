// Starts Sluice as it was built by Maven: one gateway, and the command line.
import {execFile, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const home = fileURLToPath(new URL('..', import.meta.url));

function java() {
  const lib = join(home, 'app/target/lib');
  if (!existsSync(lib)) {
    throw new Error('Sluice is not built: run ./scripts/test, or mvn -Dmaven.test.skip=true package');
  }
  const jars = readdirSync(lib).filter(name => name.endsWith('.jar')).map(name => join(lib, name));
  const flags = readFileSync(join(home, 'config/jvm.args'), 'utf8')
      .split('\n').filter(line => !line.startsWith('#')).flatMap(line => line.split(' ')).filter(flag => flag !== '');
  return {
    program: process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java',
    flags: [...flags, '-cp', jars.join(':'), 'io.sluice.app.Main'],
  };
}

/** A gateway with these webhooks on a free port, in a folder of its own. */
export async function startGateway(webhooks) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-sdk-tests-'));
  const file = join(folder, 'webhooks.json');
  writeFileSync(file, JSON.stringify(webhooks, null, 2));
  const {program, flags} = java();
  const gateway = spawn(program, [
    ...flags, 'serve', '--host', '127.0.0.1', '--port', '0', '--analytics-port', '0',
    '--webhooks', file, '--connections', join(folder, 'connections.json'), '--data', join(folder, 'data'),
  ], {stdio: ['ignore', 'pipe', 'pipe']});
  let complaints = '';
  gateway.stderr.on('data', chunk => { complaints += chunk; });
  const stopped = new Promise(resolve => gateway.once('exit', resolve));
  const stop = async () => {
    gateway.kill('SIGTERM');
    await stopped;
    rmSync(folder, {recursive: true, force: true});
  };
  for await (const line of createInterface({input: gateway.stdout})) {
    const ready = line.match(/is ready on (http:\S+)/);
    if (ready) {
      gateway.stdout.resume(); // the events that the module log prints
      return {url: id => `${ready[1]}/webhook/${id}`, webhooks: file, stop};
    }
  }
  rmSync(folder, {recursive: true, force: true});
  throw new Error(`The gateway ended before it was ready: ${complaints}`);
}

/** Sends a request as it is and gives the status. */
export async function send({method = 'POST', url, headers, body}) {
  const answer = await fetch(url, {method, headers, body});
  await answer.arrayBuffer();
  return answer.status;
}

/** Runs a command of Sluice and gives what it prints. */
export async function sluice(...words) {
  const {program, flags} = java();
  const {stdout} = await promisify(execFile)(program, [...flags, ...words], {encoding: 'utf8'});
  return stdout;
}

/** The headers that `sluice sign` prints for a request, and the body where signing changes it. */
export async function signed({provider, secret, options = {}, url, body, headers = {}}) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-sign-'));
  try {
    writeFileSync(join(folder, 'secret'), secret);
    writeFileSync(join(folder, 'body'), body);
    const printed = await sluice(
        'sign', '--provider', provider, '--secret-file', join(folder, 'secret'), '--data', `@${join(folder, 'body')}`,
        '--url', url, '--body-out', join(folder, 'signed'),
        ...Object.entries(options).flatMap(([name, value]) => ['--option', `${name}=${value}`]),
        ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]));
    const lines = printed.trimEnd().split('\n').map(line => line.match(/^([^:]+): (.*)$/).slice(1));
    return {url, headers: {...headers, ...Object.fromEntries(lines)}, body: readFileSync(join(folder, 'signed'))};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
