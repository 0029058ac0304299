import { CreateTheLoop1795200000000 } from './1795200000000-CreateTheLoop.js';
import { AddFeedsAndAnswerLinks1795300000000 } from './1795300000000-AddFeedsAndAnswerLinks.js';
import { FollowEveryChange1795400000000 } from './1795400000000-FollowEveryChange.js';
import { AddSelfTest1795500000000 } from './1795500000000-AddSelfTest.js';
import { AddDelegates1795550000000 } from './1795550000000-AddDelegates.js';
import { AddBouncesAndAbsences1795600000000 } from './1795600000000-AddBouncesAndAbsences.js';
import { FollowInvitationMail1795700000000 } from './1795700000000-FollowInvitationMail.js';
import { AddImports1795800000000 } from './1795800000000-AddImports.js';
import { AddMerging1795900000000 } from './1795900000000-AddMerging.js';
import { FollowTransfersAndQuorum1796000000000 } from './1796000000000-FollowTransfersAndQuorum.js';
import { AddImportedHistory1796100000000 } from './1796100000000-AddImportedHistory.js';
import { KnowAutomation1796200000000 } from './1796200000000-KnowAutomation.js';
import { AddReconciliation1796400000000 } from './1796400000000-AddReconciliation.js';
import { CountEveryMeasure1796700000000 } from './1796700000000-CountEveryMeasure.js';
import { AddReports1796800000000 } from './1796800000000-AddReports.js';
import { AddPoliceMarkers1796900000000 } from './1796900000000-AddPoliceMarkers.js';
import { FreezeMonths1797000000000 } from './1797000000000-FreezeMonths.js';
import { KeepRecommendations1797100000000 } from './1797100000000-KeepRecommendations.js';
import { SumMonths1797200000000 } from './1797200000000-SumMonths.js';
import { KnowWorkingTime1797300000000 } from './1797300000000-KnowWorkingTime.js';
import { ExpectConferences1797400000000 } from './1797400000000-ExpectConferences.js';
import { AddChallenges1797400000001 } from './1797400000001-AddChallenges.js';
import { KeepChases1797500000000 } from './1797500000000-KeepChases.js';
import { ShareNotices1797500000001 } from './1797500000001-ShareNotices.js';
import { KeepPlans1797700000000 } from './1797700000000-KeepPlans.js';
import { SumDays1797800000000 } from './1797800000000-SumDays.js';
import { AuditQuality1797900000000 } from './1797900000000-AuditQuality.js';
import { KeepWhatIsAsked1797900000001 } from './1797900000001-KeepWhatIsAsked.js';
import { KeepMinutes1798100000000 } from './1798100000000-KeepMinutes.js';
import { FindChasesBySubject1798100000001 } from './1798100000001-FindChasesBySubject.js';
import { ReadLongListsOfWhatWasHeld1798200000000 } from './1798200000000-ReadLongListsOfWhatWasHeld.js';
import { SumRelevance1798200000001 } from './1798200000001-SumRelevance.js';
import { ProveExpectations1798400000000 } from './1798400000000-ProveExpectations.js';
import { ShareDigests1798400000001 } from './1798400000001-ShareDigests.js';
import { SealTheTrail1798500000000 } from './1798500000000-SealTheTrail.js';

/** In the order they run. A list, not a folder scan: a forgotten file then fails the drift test. */
export const migrations = [
  CreateTheLoop1795200000000,
  AddFeedsAndAnswerLinks1795300000000,
  FollowEveryChange1795400000000,
  AddSelfTest1795500000000,
  AddDelegates1795550000000,
  AddBouncesAndAbsences1795600000000,
  FollowInvitationMail1795700000000,
  AddImports1795800000000,
  AddMerging1795900000000,
  FollowTransfersAndQuorum1796000000000,
  AddImportedHistory1796100000000,
  KnowAutomation1796200000000,
  AddReconciliation1796400000000,
  CountEveryMeasure1796700000000,
  AddReports1796800000000,
  AddPoliceMarkers1796900000000,
  FreezeMonths1797000000000,
  KeepRecommendations1797100000000,
  SumMonths1797200000000,
  KnowWorkingTime1797300000000,
  ExpectConferences1797400000000,
  AddChallenges1797400000001,
  KeepChases1797500000000,
  ShareNotices1797500000001,
  KeepPlans1797700000000,
  SumDays1797800000000,
  AuditQuality1797900000000,
  KeepWhatIsAsked1797900000001,
  KeepMinutes1798100000000,
  FindChasesBySubject1798100000001,
  ReadLongListsOfWhatWasHeld1798200000000,
  SumRelevance1798200000001,
  ProveExpectations1798400000000,
  ShareDigests1798400000001,
  SealTheTrail1798500000000,
];
