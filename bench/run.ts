import { readdirSync } from 'node:fs'

/** `npm run bench -- <name> [options]` runs `bench/<name>.ts`, which exports `run(options)`. */
type Bench = { run: (options: string[]) => Promise<void> }

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.replace(/\.ts$/, ''))

const [name, ...options] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.error(`Name a bench: npm run bench -- ${names.join(' | ')}`)
  process.exitCode = 1
} else {
  const bench = (await import(`./${name}.ts`)) as Bench
  await bench.run(options)
}
