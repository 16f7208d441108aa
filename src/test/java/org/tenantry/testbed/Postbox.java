package org.tenantry.testbed;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** What has arrived at an address of the test bed's mail server; for tests inside the server and outside of it. */
public final class Postbox {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Postbox() {}

    /** A mail as it arrived; the headers as they stood on the wire, by their name in lower case. */
    public record Received(String subject, String text, List<String> recipients, Map<String, String> headers) {}

    /** Waits until so many mails are there. */
    public static List<Received> await(String address, int mails) {
        Awaitility.await(mails + " mails for " + address)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> of(address).size() >= mails);
        return of(address);
    }

    /** The mails that are there now, oldest first. */
    public static List<Received> of(String address) {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", Integer.getInteger("testbed.imap"), address, address);
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var all = new ArrayList<Received>();
            for (var message : inbox.getMessages()) {
                all.add(received(message));
            }
            return all;
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Received received(Message message) throws MessagingException {
        var headers = new TreeMap<String, String>();
        for (var lines = message.getAllHeaders(); lines.hasMoreElements(); ) {
            var header = lines.nextElement();
            headers.put(header.getName().toLowerCase(java.util.Locale.ROOT), header.getValue());
        }
        var to = new ArrayList<String>();
        for (var address : message.getAllRecipients()) {
            to.add(address.toString());
        }
        try {
            return new Received(
                    message.getSubject(), message.getContent().toString().replace("\r\n", "\n"), to, headers);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
