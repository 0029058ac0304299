import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { AnswerLinksModule } from './answer-links/answer-links.module.js';
import { AssignmentsModule } from './assignments/assignments.module.js';
import { AutomationModule } from './automation/automation.module.js';
import { BoardModule } from './board/board.module.js';
import { AttendeesModule } from './attendees/attendees.module.js';
import { ApiModule } from './web/api/api.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CapacityModule } from './capacity/capacity.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { ChasingModule } from './chasing/chasing.module.js';
import { ConferencesModule } from './conferences/conferences.module.js';
import { DeskModule } from './desk/desk.module.js';
import { ExportsModule } from './exports/exports.module.js';
import { ChallengeModule } from './challenge/challenge.module.js';
import { ExpectationsModule } from './expectations/expectations.module.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { GroundModule, type Ground } from './ground.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { ListsModule } from './lists/lists.module.js';
import { MarkersModule } from './markers/markers.module.js';
import { MergingModule } from './merging/merging.module.js';
import { MyModule } from './my/my.module.js';
import { ParticipationModule } from './participation/participation.module.js';
import { PostOfficeModule } from './calendar/post-office.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { MinutesModule } from './minutes/minutes.module.js';
import { PrioritiesModule } from './priorities/priorities.module.js';
import { QualityModule } from './quality/quality.module.js';
import { RelevanceModule } from './relevance/relevance.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ReportingModule } from './reporting/reporting.module.js';
import { RotaModule } from './rota/rota.module.js';
import { SelfTestModule } from './self-test/self-test.module.js';
import { WebModule } from './web/web.module.js';
import { ErrorsFilter } from './web/errors.filter.js';

/** The table of contents: every feature of the tracker. `extra` are parts that only some deployments have. */
@Module({})
export class AppModule {
  static of(ground: Ground, extra: readonly DynamicModule[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        GroundModule.of(ground),
        WebModule,
        ApiModule,
        ConferencesModule,
        InvitationsModule,
        IntakeModule,
        QualityModule,
        RelevanceModule,
        MarkersModule,
        AssignmentsModule,
        AttendeesModule,
        AuditModule,
        ChangesModule,
        ParticipationModule,
        MinutesModule,
        MergingModule,
        MyModule,
        FeedsModule,
        AnswerLinksModule,
        PostOfficeModule,
        BoardModule,
        DeskModule,
        ExportsModule,
        ReportingModule,
        SelfTestModule,
        ListsModule,
        AutomationModule,
        ReconciliationModule,
        PrioritiesModule,
        ChasingModule,
        PlanningModule,
        CapacityModule,
        RotaModule,
        ExpectationsModule,
        ChallengeModule,
        ...extra,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorsFilter },
      ],
    };
  }
}
