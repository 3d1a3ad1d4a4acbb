import { type MailLog, type MailOutbox, type Mailer, createMail } from './mail/index.ts';
import { type MailSettings, smtpUrlOf } from './installation-ways.ts';

/** What sends mail when nothing was set on screen. */
type Otherwise = Readonly<{ smtpUrl: string | undefined; from: string }>;

/** A mailer that follows the settings: what the operator keeps is used with the next mail, without a restart. */
export function liveMail(has: Readonly<{ settings(): MailSettings | undefined; otherwise: Otherwise; outbox: MailOutbox; log: MailLog }>): Mailer {
  const make = (settings: MailSettings | undefined): Mailer =>
    createMail({ ...(settings ? { smtpUrl: smtpUrlOf(settings), from: settings.from } : has.otherwise), outbox: has.outbox, log: has.log });
  let made = has.settings();
  let mailer = make(made);
  const current = (): Mailer => {
    const settings = has.settings();
    if (settings !== made) {
      mailer.close();
      made = settings;
      mailer = make(settings);
    }
    return mailer;
  };
  return { send: (mail) => current().send(mail), check: () => current().check(), close: () => { current().close(); } };
}
