import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Assistants who may answer invitations for somebody; one assistant may answer for several people. */
export class AddDelegates1795550000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table attendee_delegate (
        attendee_id integer not null,
        address text not null,
        constraint attendee_delegate_pkey primary key (attendee_id, address),
        constraint attendee_delegate_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint attendee_delegate_lower_check check (address = lower(address))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table attendee_delegate;');
  }
}
