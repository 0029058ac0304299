/** What makes a database that a test has used as it was when copied, without copying it again. */

export const END_OTHERS = `select pg_terminate_backend(pid, 10000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

/** Without the triggers that keep rows for good. What the migrations noted about themselves stays. */
export const EMPTY = `do $$
  declare
    kept regclass;
  begin
    set local session_replication_role = replica;
    for kept in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname <> 'migration' loop
      execute format('delete from %s', kept);
    end loop;
    perform setval(format('%I', sequencename)::regclass, start_value, false)
      from pg_sequences where schemaname = 'public' and last_value is not null
        and sequencename <> 'migration_id_seq';
  end $$`;

/** A text that is another once a table, column, constraint, index, trigger or function is. */
export const SCHEMA = `select concat_ws(' ',
    (select concat(count(*), ':', max(xmin::text::bigint)) from pg_attribute),
    (select concat(count(*), ':', max(xmin::text::bigint)) from pg_constraint),
    (select concat(count(*), ':', max(xmin::text::bigint)) from pg_index),
    (select concat(count(*), ':', max(xmin::text::bigint)) from pg_trigger),
    (select concat(count(*), ':', max(xmin::text::bigint)) from pg_proc)) as schema`;
