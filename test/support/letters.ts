/** Mail as an Exchange server sends it for somebody who answers an invitation. */
export const exchangeReply = (over: {
  readonly uid: string;
  readonly from: string;
  readonly attendee?: string;
  readonly partstat?: 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';
  readonly sequence?: number;
  readonly repliedAt?: string;
  readonly messageId?: string;
  readonly authentication?: string;
}): string => {
  const { uid, from, attendee = from, partstat = 'ACCEPTED', sequence = 0, repliedAt = '20261120T101500Z' } = over;
  return `From: "Somebody" <${from}>
To: conference.desk@thamesvalley-police.example
Subject: Accepted: OFFICIAL-SENSITIVE | ICPC
Date: Fri, 20 Nov 2026 10:15:00 +0000
Message-ID: ${over.messageId ?? `<${uid}-${partstat}-${repliedAt}@police.example>`}
${over.authentication ? `Authentication-Results: ${over.authentication}\n` : ''}MIME-Version: 1.0
Content-Type: text/calendar; charset="utf-8"; method=REPLY

BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT=${partstat};CN=Somebody:mailto:${attendee}
COMMENT;LANGUAGE=en-GB:\\n
UID:${uid}
DTSTAMP:${repliedAt}
SEQUENCE:${sequence}
X-MICROSOFT-CDO-REPLYTIME:${repliedAt}
END:VEVENT
END:VCALENDAR
`;
};

/** An ICPC as a local authority's Outlook invites to it. */
export const outlookRequest = (
  over: { readonly uid?: string; readonly sequence?: number; readonly messageId?: string } = {},
): string =>
  `From: "Slough CP Conferences" <cp.team@slough.example>
To: mash.berkshire@thamesvalley-police.example
Subject: ICPC - SBC-2026-771
Date: Wed, 18 Nov 2026 12:00:00 +0000
Message-ID: ${over.messageId ?? '<req-1@slough.example>'}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Initial Child Protection Conference
Meeting ID: SBC-CP-771
Strategy discussion: 12/11/2026

--x
Content-Type: text/calendar; charset="utf-8"; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ORGANIZER;CN=Slough CP Conferences:mailto:cp.team@slough.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:mash.berkshire@thamesvalley-police.example
UID:${over.uid ?? 'slough-uid-771'}
SUMMARY:ICPC - SBC-2026-771
DTSTART;TZID=GMT Standard Time:20261201T100000
DTEND;TZID=GMT Standard Time:20261201T113000
DTSTAMP:20261118T120000Z
SEQUENCE:${over.sequence ?? 0}
LOCATION:Microsoft Teams Meeting
END:VEVENT
END:VCALENDAR
--x--
`;

/** The same meeting called off, as Outlook sends it. */
export const outlookCancel = (
  over: {
    readonly uid?: string;
    readonly sequence?: number;
    readonly messageId?: string;
    readonly from?: string;
    readonly text?: string;
  } = {},
): string => {
  const { uid = 'slough-uid-771', sequence = 1, from = 'cp.team@slough.example' } = over;
  return `From: "Slough CP Conferences" <${from}>
To: mash.berkshire@thamesvalley-police.example
Subject: Cancelled: ICPC - SBC-2026-771
Date: Thu, 19 Nov 2026 12:00:00 +0000
Message-ID: ${over.messageId ?? `<cancel-${uid}-${sequence}@slough.example>`}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

${over.text ?? 'This meeting is cancelled.'}

--x
Content-Type: text/calendar; charset="utf-8"; method=CANCEL

BEGIN:VCALENDAR
METHOD:CANCEL
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VEVENT
ORGANIZER;CN=Slough CP Conferences:mailto:cp.team@slough.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:mash.berkshire@thamesvalley-police.example
UID:${uid}
SUMMARY:Cancelled: ICPC - SBC-2026-771
DTSTART;TZID=GMT Standard Time:20261201T100000
DTEND;TZID=GMT Standard Time:20261201T113000
DTSTAMP:20261119T120000Z
SEQUENCE:${sequence}
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
--x--
`;
};

/** A later edition of `outlookRequest`, on another day of December 2026. */
export const outlookUpdate = (day: number, sequence: number): string =>
  outlookRequest({ sequence, messageId: `<req-${day}-${sequence}@slough.example>` }).replaceAll(
    '20261201T',
    `202612${String(day).padStart(2, '0')}T`,
  );

/** Outlook's proposal of Wed 2 Dec 2026, 14:00 to 15:30, instead of the time that the desk asked for. */
export const outlookCounter = (over: {
  readonly uid: string;
  readonly from: string;
  readonly sequence?: number;
  readonly headers?: string;
  readonly messageId?: string;
}): string => `From: "Somebody" <${over.from}>
To: conference.desk@thamesvalley-police.example
Subject: New Time Proposed: OFFICIAL-SENSITIVE | ICPC
Date: Fri, 20 Nov 2026 10:15:00 +0000
Message-ID: ${over.messageId ?? '<counter-1@police.example>'}
${over.headers ? `${over.headers}\n` : ''}MIME-Version: 1.0
Content-Type: text/calendar; charset="utf-8"; method=COUNTER

BEGIN:VCALENDAR
METHOD:COUNTER
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;PARTSTAT=TENTATIVE;CN=Somebody:mailto:${over.from}
COMMENT:In court until one
DTSTART:20261202T140000Z
DTEND:20261202T153000Z
UID:${over.uid}
DTSTAMP:20261120T101500Z
SEQUENCE:${over.sequence ?? 0}
END:VEVENT
END:VCALENDAR
`;
