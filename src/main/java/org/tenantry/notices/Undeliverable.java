package org.tenantry.notices;

/** A mail could not be handed over: why, in what words, and whether another try could help at all. */
final class Undeliverable extends Exception {
    private static final long serialVersionUID = 1L;

    private final MailFailure kind;
    private final boolean lasting;

    Undeliverable(MailFailure kind, String detail, boolean lasting) {
        super(detail, null, false, false);
        this.kind = kind;
        this.lasting = lasting;
    }

    MailFailure kind() {
        return kind;
    }

    /** The address is refused for good: asking again would only annoy the other side. */
    boolean isLasting() {
        return lasting;
    }

    /** It is not about this mail: whatever else waits would fail in the same way now. */
    boolean concernsAll() {
        return kind == MailFailure.UNREACHABLE || kind == MailFailure.SIGN_IN;
    }
}
