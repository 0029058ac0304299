import { DefaultNamingStrategy, type Table } from 'typeorm';

const snake = (text: string): string => text.replace(/[A-Z]/g, (l) => `_${l.toLowerCase()}`).replace(/^_/, '');
const tableName = (table: Table | string): string => (typeof table === 'string' ? table : table.name).split('.').pop()!;

/** Makes TypeORM expect the names that the migrations give: snake_case columns, `<table>_<what>_<kind>` constraints. */
export class Naming extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, custom ?? property].join('_'));
  }
  override primaryKeyName(table: Table | string): string {
    return `${tableName(table)}_pkey`;
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${tableName(table)}_${columns.map((c) => c.replace(/_(id|code)$/, '')).join('_')}_fkey`;
  }
  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${tableName(table)}_${columns.join('_')}_key`;
  }
  override indexName(table: Table | string, columns: string[]): string {
    return `${tableName(table)}_${columns.join('_')}_idx`;
  }
}
