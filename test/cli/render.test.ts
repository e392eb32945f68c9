import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageOffstage } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offstage-render-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `offstage render t.vtl …` on this template. */
function render(template: string, args: string[] = [], input = ''): { status: number; stdout: string; stderr: string } {
  writeFileSync(join(folder, 't.vtl'), template);
  return spawnInFolder(['render', 't.vtl', ...args], input);
}

function spawnInFolder(args: string[], input: string): { status: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [offstage.cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status: status ?? -1, stdout, stderr };
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

describe('offstage render', () => {
  it('gives the text of the template and nothing else', () => {
    const body = file('body.json', '{"pets":[{"name":"Rex"},{"name":"Bo"}]}');
    const template = '{"n": $input.path(\'$.pets\').size(), "first": $input.json(\'$.pets[0]\')}\n\n';
    expect(render(template, ['--body', body])).toEqual({
      status: 0,
      stdout: '{"n": 2, "first": {"name":"Rex"}}\n\n',
      stderr: '',
    });
  });

  it('reads the body from the standard input', () => {
    expect(render('$input.body', ['--body', '-'], 'plain').stdout).toBe('plain');
  });

  it('waits for a program that pipes the body late and in parts', () => {
    file('t.vtl', '$input.body');
    // A pipe of the shell: what Node itself gives a child is a socket.
    const { stdout, stderr } = spawnSync(
      `(sleep 0.5; printf 'late '; sleep 0.1; printf parts) | "${process.execPath}" "${offstage.cli}" render t.vtl --body -`,
      { cwd: folder, encoding: 'utf8', shell: true },
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'late parts', stderr: '' });
  });

  it('refuses to read both from the standard input, which has one text', () => {
    const { status, stdout, stderr } = spawnInFolder(['render', '-', '--body', '-'], '$input.body');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/cli-one-standard-input[\s\S]*--body FILE/);
  });

  it('warns of a template that AWS would not take for its size', () => {
    const { status, stdout, stderr } = render('x'.repeat(300 * 1024 + 1));
    expect([status, stdout.length]).toEqual([0, 300 * 1024 + 1]);
    expect(stderr).toMatch(/t\.vtl:1:1 {2}warning {2}config-template-too-large/);
  });

  it('leaves the byte order mark of a file out, as routes.json does', () => {
    const body = file('marked.json', '\uFEFF{"name":"Rex"}');
    const params = file('params.json', '\uFEFF{"path":{"id":"7"}}');
    const template = "\uFEFF{\"$input.params('id')\": $input.json('$.name')}";
    const { stdout, stderr } = render(template, ['--body', body, '--params', params]);
    expect({ stdout, stderr }).toEqual({ stdout: '{"7": "Rex"}', stderr: '' });
  });

  it('takes parameters, context and stage variables as pairs, JSON and files, the later ones first', () => {
    const template =
      "$input.params('id') $input.params('X-A.b') $context.stage $context.identity.sourceIp $stageVariables.t";
    const { stdout } = render(template, [
      ...['--params', '{"path":{"id":"1"}}', '--params', 'path.id=7', '--params', 'header.X-A.b=h=1'],
      ...['--context', file('context.json', '{"stage":"prod"}'), '--context', 'identity.sourceIp=192.0.2.1'],
      ...['--stage-variables', 't=pets'],
    ]);
    expect(stdout).toBe('7 h=1 prod 192.0.2.1 pets');
  });

  it('has a context like that of the console’s Test', () => {
    expect(render('$context.stage $context.httpMethod $context.identity.apiKey').stdout).toBe('test-invoke-stage GET ');
  });

  it('traces each reference with its place and its value, in the order of their evaluation', () => {
    const template = '#set($list = [1, 2])\n#foreach($n in $list)"$n $no"#end\n#set($s = "a\n$list.size()")';
    const { stdout, stderr } = render(template, ['--trace']);
    expect(stdout).toBe('"1 ""2 "');
    expect(stderr.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['1:6', '#set $list', '[1, 2]', 'ArrayList'],
      ['2:16', '$list', '[1, 2]', 'ArrayList'],
      ['2:23', '$n', '1', 'Integer'],
      ['2:26', '$no', 'nothing'],
      ['2:23', '$n', '2', 'Integer'],
      ['2:26', '$no', 'nothing'],
      ['4:1', '$list.size()', '2', 'Integer'],
      ['3:6', '#set $s', '"a\\n2"', 'String'],
      [''],
      [''],
    ]);
  });

  it('shows what the template overrides', () => {
    const template =
      'ok#set($context.responseOverride.status = 404)#set($context.requestOverride.header.X = ["a", "b"])';
    const { stdout, stderr } = render(template);
    expect(stdout).toBe('ok');
    expect(stderr).toMatch(/override {2}requestOverride\.header\.X {2}\["a","b"\]\n.*responseOverride\.status {2}404/);
  });

  it('shows where a template can’t be parsed', () => {
    const { status, stdout, stderr } = render('ok\n  #if($x)\n');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/t\.vtl:2:3 {2}error[\s\S]*2 \| {3}#if\(\$x\)\n\s+\| {3}\^/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('shows what a failing template was about, after the trace that led there', () => {
    const template = '#set($path = "$.a[?(")\n$input.json($path)';
    const { status, stdout, stderr } = render(template, ['--trace']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/#set \$path[\s\S]*t\.vtl:2:\d+ {2}error[\s\S]*\$path is "\$\.a\[\?\("/);
  });

  it('says where a result that begins like JSON is none', () => {
    const { status, stdout, stderr } = render('{\n "a": 1,\n}');
    expect([status, stdout]).toEqual([0, '{\n "a": 1,\n}']);
    expect(stderr).toMatch(/warning[\s\S]*line 3, column 1[\s\S]*3 \| }\n/);
  });

  it.each([
    [['--params', 'id=7'], /--params id=7: .*--params path\.id=7/s],
    [['--params', '{"query":{}}'], /--params query: a parameter is in path, querystring or header/],
    [['--params', '{"path":{"id":7}}'], /the value of path\.id is no text but 7/],
    [['--params', '[1'], /--params \[1: no such file or directory\.$/m],
    [['--context', '{"a":'], /--context \{"a":: /],
    [['--body', 'nowhere.json'], /nowhere\.json can't be read: no such file or directory\.$/m],
  ])('refuses %j with what is wrong and what to write', (args, message) => {
    const { status, stdout, stderr } = render('x', args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('can’t be led to JavaScript’s own members by a name', () => {
    const { stdout } = render('$context.toString $context.constructor $stageVariables["__proto__"] $context.a', [
      ...['--context', '{"__proto__":{"a":"polluted"}}', '--stage-variables', '__proto__=x'],
    ]);
    expect(stdout).toBe('  x ');
  });
});
