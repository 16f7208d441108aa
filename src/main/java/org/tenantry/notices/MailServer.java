package org.tenantry.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;

/** Hands mails over to the operator's mail server. Every wait is bounded: 10 s to connect, 15 s for each answer. */
@ApplicationScoped
public class MailServer {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 15_000;

    @Inject
    MailSettings settings;

    /** A line to the mail server: opened with the first mail, closed after the last. */
    Line line() {
        return new Line();
    }

    /** One connection over which any number of mails go, one after the other. */
    final class Line implements AutoCloseable {
        private final Session session = Session.getInstance(properties());
        private Transport transport;

        private Line() {}

        void send(Parcel parcel) throws Undeliverable {
            if (Addresses.one(parcel.recipient()).isEmpty()) {
                throw new Undeliverable(MailFailure.ADDRESS, "", true);
            }
            connect();
            try {
                var mail = new Mail(session, settings.from().orElseThrow(), parcel);
                transport.sendMessage(mail, mail.getAllRecipients());
            } catch (MessagingException failed) {
                throw failed(failed);
            }
        }

        private Undeliverable failed(MessagingException failure) {
            boolean broken = !transport.isConnected();
            close();
            if (broken) {
                return new Undeliverable(MailFailure.UNREACHABLE, told(failure), false);
            }
            boolean address = failure instanceof SendFailedException refused
                    && refused.getInvalidAddresses() != null
                    && refused.getInvalidAddresses().length > 0;
            return new Undeliverable(address ? MailFailure.ADDRESS : MailFailure.REFUSED, told(failure), address);
        }

        private void connect() throws Undeliverable {
            if (transport != null && transport.isConnected()) {
                return;
            }
            try {
                transport = session.getTransport("smtp");
                transport.connect(
                        settings.host().orElseThrow(),
                        settings.port().orElseThrow(),
                        settings.user().orElse(null),
                        settings.password().orElse(null));
            } catch (AuthenticationFailedException refused) {
                throw new Undeliverable(MailFailure.SIGN_IN, told(refused), false);
            } catch (MessagingException failed) {
                throw new Undeliverable(MailFailure.UNREACHABLE, told(failed), false);
            }
        }

        @Override
        public void close() {
            try {
                if (transport != null) {
                    transport.close();
                }
            } catch (MessagingException alreadyGone) {
                transport = null;
            }
        }
    }

    private Properties properties() {
        var tls = settings.tls().orElseThrow();
        var all = new Properties();
        all.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT_MILLIS));
        all.put("mail.smtp.timeout", String.valueOf(ANSWER_MILLIS));
        all.put("mail.smtp.writetimeout", String.valueOf(ANSWER_MILLIS));
        all.put("mail.smtp.auth", String.valueOf(settings.user().isPresent()));
        all.put("mail.smtp.starttls.enable", String.valueOf(tls == MailSettings.Tls.STARTTLS));
        all.put("mail.smtp.starttls.required", String.valueOf(tls == MailSettings.Tls.STARTTLS));
        all.put("mail.smtp.ssl.enable", String.valueOf(tls == MailSettings.Tls.TLS));
        all.put("mail.smtp.ssl.checkserveridentity", "true");
        return all;
    }

    /** What the failure says, in one line, with the password masked should a server repeat it. */
    private String told(MessagingException failure) {
        var root = (Throwable) failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var own = String.valueOf(failure.getMessage());
        var text = root == failure || root.getMessage() == null ? own : own + " (" + root.getMessage() + ")";
        return settings.password().map(secret -> masked(text, secret)).orElse(text);
    }

    private static String masked(String text, String secret) {
        var base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return text.replace(secret, "***").replace(base64, "***");
    }
}
