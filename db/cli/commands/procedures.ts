/** procedures, call: the contract itself. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fieldsOf } from '../../core/customFields.ts'
import { contract, isProcedure, type Name } from '../../shared/contract.ts'
import type { Entity } from '../../shared/entity.ts'
import { fieldSchema } from '../../shared/fields.ts'
import type { Procedure } from '../../shared/procedure.ts'
import { allEntities } from '../../shared/registry.ts'
import { type Cli, type Command, parseJson, required, textOption, UsageError } from '../command.ts'

const jsonSchema = (schema: z.ZodType): unknown =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })

function entitySchema(cli: Cli, entity: Entity): unknown {
  const fields = fieldsOf(cli.engine().conn, entity).filter((field) => !field.system)
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        { ...fieldSchema(field), ...(field.label && { title: field.label }) },
      ]),
    ),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

const procedures: Command = {
  usage: ['procedures'],
  values: [],
  async run(cli) {
    await cli.authorize('read')
    const described = Object.entries<Procedure>(contract).map(([name, procedure]) => ({
      name,
      kind: procedure.kind,
      right: procedure.right,
      ...(procedure.kind !== 'query' && { undo: procedure.undo }),
      input: jsonSchema(procedure.input),
      output: jsonSchema(procedure.output),
    }))
    const entities = Object.fromEntries(
      allEntities()
        .filter((entity) => entity.listed)
        .map((entity) => [entity.name, entitySchema(cli, entity)]),
    )
    return { procedures: described, entities }
  },
  text: (answer) =>
    (answer as { procedures: { name: string; kind: string }[] }).procedures
      .map(({ name, kind }) => `${name}  ${kind}`)
      .join('\n'),
}

const call: Command = {
  usage: ['call PROCEDURE [--input JSON|@FILE]'],
  values: ['input'],
  run(cli, words, options) {
    const name = required(words, 0, 'PROCEDURE')
    if (!isProcedure(name)) throw new UsageError(`no procedure ${name}`)
    const given = textOption(options, 'input')
    const text = given?.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given
    return cli.call<Name>(name, text === undefined ? {} : (parseJson(text, '--input') as never))
  },
}

export const procedureCommands = { procedures, call }
