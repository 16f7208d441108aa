package org.tenantry.launch;

import java.util.Optional;

/** What the person at the terminal reads when the product is ready; the passwords only after a first start. */
record Greeting(Settings settings, DataFolder folder, Optional<Passwords> passwords) {
    /** Made for a first start and kept nowhere but as hashes in the database. */
    record Passwords(String operator, String demo) {}

    String text() {
        var text = new StringBuilder("\n  Tenantry is ready at " + settings.address() + "\n\n");
        passwords.ifPresentOrElse(fresh -> introduce(text, fresh), () -> remind(text));
        text.append("\n  Data: " + folder.path("") + "   Log: " + folder.path("logs") + "\n");
        if (settings.embedded() && settings.key().isEmpty()) {
            text.append(
                    "  Secrets are sealed with the key in " + folder.path("kek") + ": keep it with every backup.\n");
        }
        return text.append("  Ctrl-C stops it.\n").toString();
    }

    private void introduce(StringBuilder text, Passwords fresh) {
        text.append("  Sign in (these passwords are shown this once):\n");
        line(text, "demo member", "bo@demo.example", fresh.demo());
        line(text, "demo member (Chinese)", "chen@demo.example", fresh.demo());
        line(text, "demo company's admin", "ada@demo.example", fresh.demo());
        line(
                text,
                "operator",
                settings.operatorEmail(),
                settings.operatorPassword().isPresent() ? "(from TENANTRY_OPERATOR_PASSWORD)" : fresh.operator());
    }

    private void remind(StringBuilder text) {
        if (settings.operatorPassword().isPresent()) {
            text.append("  Sign in as the operator " + settings.operatorEmail()
                    + " with the password of TENANTRY_OPERATOR_PASSWORD.\n");
        } else if (!settings.embedded()) {
            text.append("  Sign in with the accounts you have; to a new database as the operator "
                    + settings.operatorEmail() + "\n  with the password that stands once in the log.\n");
        } else {
            text.append("  Sign in with the accounts you have. A lost operator password is replaced by starting once\n"
                    + "  with TENANTRY_OPERATOR_EMAIL and TENANTRY_OPERATOR_PASSWORD set.\n");
        }
    }

    private static void line(StringBuilder text, String who, String email, String password) {
        text.append(String.format("    %-22s %-24s %s%n", who, email, password));
    }
}
