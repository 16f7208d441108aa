package org.tenantry.launch;

import java.util.Optional;

/** What the person at the terminal reads when the product is ready. */
record Greeting(
        Settings settings, DataFolder folder, Optional<String> operatorPassword, Optional<String> demoPassword) {
    String text() {
        var text = new StringBuilder("\n  Tenantry is ready at " + settings.address() + "\n\n");
        if (operatorPassword.isPresent()) {
            text.append("  Sign in (these passwords are shown once, now):\n");
            line(text, "operator", settings.operatorEmail(), operatorPassword.get());
        } else {
            text.append("  Sign in as you did before. To set the operator's password anew, start with\n"
                    + "  TENANTRY_OPERATOR_PASSWORD (and TENANTRY_OPERATOR_EMAIL) set.\n");
        }
        demoPassword.ifPresent(password -> {
            line(text, "demo admin", "ada@demo.example", password);
            line(text, "demo member", "bo@demo.example", password);
            line(text, "demo member (中文)", "chen@demo.example", password);
        });
        text.append("\n  Data: ")
                .append(folder.path(""))
                .append("  Log: ")
                .append(folder.path("logs"))
                .append('\n');
        if (settings.embedded()) {
            text.append("  Secrets are sealed with the key in ")
                    .append(folder.path("kek"))
                    .append(": keep it with every backup.\n");
        }
        return text.append("  Ctrl-C stops it.\n").toString();
    }

    private static void line(StringBuilder text, String who, String email, String password) {
        text.append(String.format("    %-20s %-24s %s%n", who, email, password));
    }
}
