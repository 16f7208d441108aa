package org.tenantry.notices;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A notice as it goes over the wire. Sent twice it is the same mail, with the same Message-ID and date. */
final class Mail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    Mail(Session session, InternetAddress from, Parcel parcel) throws MessagingException {
        super(session);
        messageId = "<" + parcel.id()
                + from.getAddress().substring(from.getAddress().lastIndexOf('@')) + ">";
        setFrom(from);
        setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(Addresses.one(parcel.recipient())
                        .orElseThrow(() -> new MessagingException("an address that is none"))));
        setSubject(PlainText.line(parcel.subject()), UTF_8);
        setSentDate(Date.from(parcel.writtenAt()));
        setHeader("Auto-Submitted", "auto-generated");
        setContentLanguage(new String[] {PlainText.line(parcel.language())});
        setText(parcel.body().replace("\n", "\r\n"), UTF_8);
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
