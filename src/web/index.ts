/** Web is what people see: it composes the modules' verbs into pages and forms. It decides nothing of the trade. */
import type { Door } from '#platform/http/index';
import type { WebHas } from './has.ts';
import { boardDoors } from './operator/board/doors.ts';
import { consoleDoors } from './operator/console.ts';
import { afterDoors } from './person/after.ts';
import { askDoors } from './person/ask.ts';
import { confirmDoors } from './person/confirm.ts';
import { cameBackDoors } from './person/came-back.ts';
import { complaintDoors } from './person/complaints.ts';
import { reviewDoors } from './person/reviews.ts';
import { comeBackDoors } from './person/come-back.ts';
import { threadDoors } from './person/thread.ts';
import { helperDoors } from './person/helpers.ts';
import { invoiceDoors } from './person/invoice.ts';
import { paperDoors } from './person/papers.ts';
import { privacyDoors } from './person/privacy.ts';
import { secondOpinionDoors } from './person/second-opinion.ts';
import { quoteDoors } from './person/quotes.ts';
import { termsDoors } from './person/terms.ts';
import { timeDoors } from './person/times.ts';
import { understoodDoors } from './person/understood.ts';
import { visitDoors } from './person/visit.ts';
import { withdrawDoors } from './person/withdraw.ts';
import { wayDoors } from './person/ways.ts';
import { whereDoors } from './person/where.ts';
import { checkDoors } from './public/check.ts';
import { emergencyDoors } from './public/emergency.ts';
import { guideDoors } from './public/guides.ts';
import { plainDoors } from './public/pages.ts';
import { contractRuleDoors } from './operator/contract-rules.ts';
import { houseDoors } from './operator/house.ts';
import { inviteDoors } from './operator/invite.ts';
import { newProviderDoors } from './operator/new-provider.ts';
import { providerDoors } from './operator/providers.ts';
import { secondOpinionSettings } from './operator/second-opinion.ts';
import { targetDoors } from './operator/targets.ts';
import { qualityDoors } from './operator/quality.ts';
import { staffDoors } from './operator/staff.ts';
import { technicianDoors } from './operator/technicians.ts';
import { vettingDoors } from './operator/vetting.ts';
import { householdDoors } from './operator/household.ts';
import { wayDoors as waysOutDoors } from './operator/ways.ts';
import { noticeEditDoors } from './operator/notices.ts';
import { noticeDoors } from './public/notices.ts';
import { inboxDoors } from './operator/inbox.ts';
import { outboxDoors } from './operator/outbox.ts';
import { officeDoors } from './provider/office.ts';
import { providerDetailDoors } from './provider/details.ts';
import { officeRoundDoors } from './provider/rounds.ts';
import { financeDoors } from './operator/finance.ts';
import { tableDoors } from './operator/tables/page.ts';
import { shareDoors } from './person/share.ts';
import { roundDoors } from './person/round.ts';
import { technicianWorkDoors } from './provider/technician-work.ts';
import { articleDoors } from './provider/articles.ts';
import { cheaperDoors } from './provider/cheaper.ts';
import { packageDoors } from './provider/packages.ts';
import { priceDoors } from './provider/prices.ts';
import { settingsDoors } from './public/settings.ts';
import { signInDoors } from './public/sign-in.ts';
import { secretDoors } from './person/secrets.ts';
import { partnerDoors } from './operator/partners.ts';
import { payLessDoors } from './person/pay-less.ts';
import { payDoors } from './operator/pay.ts';
import { trustDoors } from './operator/trust.ts';
import { appealDoors } from './technician/appeal.ts';
import { badgeDoors } from './technician/badge.ts';
import { appDoors } from './technician/app.ts';
import { heldDoorDoors } from './technician/held-door.ts';
import { toldLaterDoors } from './technician/told-later.ts';
import { sealedForDoors } from './technician/secrets.ts';
import { dayDoors } from './technician/day.ts';
import { longerDoors } from './technician/longer.ts';
import { workDoors } from './technician/work.ts';

/** Every screen, by face. */
export const screens = (has: WebHas): Door[] => [
  ...askDoors(has), ...emergencyDoors(has), ...checkDoors(has), ...guideDoors(has), ...plainDoors(has), ...noticeDoors(has), ...settingsDoors(), ...signInDoors(has),
  ...understoodDoors(has), ...secondOpinionDoors(has), ...wayDoors(has), ...whereDoors(has), ...quoteDoors(has), ...payLessDoors(has), ...invoiceDoors(has), ...paperDoors(has), ...timeDoors(has), ...confirmDoors(has), ...termsDoors(has), ...withdrawDoors(has), ...visitDoors(has), ...comeBackDoors(has), ...threadDoors(has), ...helperDoors(has), ...privacyDoors(has),
  ...afterDoors(has), ...secretDoors(has), ...trustDoors(has), ...payDoors(has), ...appealDoors(has), ...badgeDoors(has), ...sealedForDoors(has), ...heldDoorDoors(has), ...toldLaterDoors(has), ...appDoors(has), ...cameBackDoors(has), ...reviewDoors(has), ...complaintDoors(has), ...qualityDoors(has), ...targetDoors(has), ...dayDoors(has), ...longerDoors(has), ...workDoors(has), ...consoleDoors(has), ...boardDoors(has), ...houseDoors(has), ...contractRuleDoors(has), ...partnerDoors(has), ...waysOutDoors(has), ...noticeEditDoors(has), ...inviteDoors(has), ...newProviderDoors(has), ...providerDoors(has), ...staffDoors(has), ...secondOpinionSettings(has), ...technicianDoors(has), ...vettingDoors(has), ...householdDoors(has), ...outboxDoors(has), ...inboxDoors(has), ...officeDoors(has), ...priceDoors(has), ...packageDoors(has), ...cheaperDoors(has), ...articleDoors(has),
  ...technicianWorkDoors(has), ...providerDetailDoors(has), ...officeRoundDoors(has), ...roundDoors(has), ...shareDoors(has), ...tableDoors(has), ...financeDoors(has),
];
export { apiDocs } from './public/api-docs.ts';
export { demoDoors } from './demo.ts';
export { assetDoors } from './assets.ts';
export { signs } from './signs.ts';
export { buildSite } from './site.ts';
export type { WebHas } from './has.ts';
