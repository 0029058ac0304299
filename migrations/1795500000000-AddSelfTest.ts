import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the test of calendar mail sent to people's own mailboxes, and what came back. */
export class AddSelfTest1795500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table self_test_message (
        id integer generated always as identity,
        account_id integer not null,
        test text not null,
        uid text not null,
        sequence integer not null,
        step text not null,
        message_id text not null,
        recipient text not null,
        stamped_at timestamptz not null,
        sent_at timestamptz,
        error text,
        answer text,
        answered_at timestamptz,
        answered_from text,
        authentication text,
        constraint self_test_message_pkey primary key (id),
        constraint self_test_message_account_fkey foreign key (account_id) references account (id),
        constraint self_test_message_message_id_key unique (message_id),
        constraint self_test_message_test_step_key unique (test, step),
        constraint self_test_message_answer_check check (answer in ('accepted', 'tentative', 'declined', 'counter')),
        constraint self_test_message_answered_check check ((answer is null) = (answered_at is null)),
        constraint self_test_message_authentication_check check (authentication in ('pass', 'fail', 'unknown'))
      );
      create index self_test_message_account_id_idx on self_test_message (account_id);
      create index self_test_message_uid_idx on self_test_message (uid);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table self_test_message;');
  }
}
