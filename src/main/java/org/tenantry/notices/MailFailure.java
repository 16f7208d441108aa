package org.tenantry.notices;

/** Why a mail could not be handed over. */
public enum MailFailure {
    /** No connection to the mail server, or it broke off. */
    UNREACHABLE,
    /** The mail server refuses user or password. */
    SIGN_IN,
    /** The mail server does not take the address, or it is none. */
    ADDRESS,
    /** The mail server does not take the mail. */
    REFUSED
}
