package org.tenantry.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.PersonId;
import org.tenantry.values.Refusal;

/**
 * Checks who signs in. An unknown address, a wrong password and a locked person get the same answer after about the
 * same time. Hashing runs outside of transactions, so that it never holds a database connection.
 */
@ApplicationScoped
public class SignIns {
    @Inject
    People people;

    @Inject
    Passwords passwords;

    /** Whose address and password these are, and in which epoch a session may begin; else a refusal. */
    public Admission check(String email, String password) {
        return verify(email, password).orElseThrow(() -> new Refusal(401, "refusal.signIn.wrong"));
    }

    /** Changes the caller's password, ends all sessions and tells the epoch in which a new one may begin. */
    public int changePassword(Caller caller, String oldPassword, String newPassword) {
        if (verify(people.profile(caller).email(), oldPassword).isEmpty()) {
            throw new InvalidInput("refusal.password.wrong");
        }
        if (newPassword != null && newPassword.equals(oldPassword)) {
            throw new InvalidInput("refusal.password.same");
        }
        return people.keepPassword(caller, passwords.hash(newPassword));
    }

    private Optional<Admission> verify(String email, String password) {
        var attempt = people.attempt(email);
        boolean right = attempt.isPresent()
                ? passwords.matches(password, attempt.get().passwordHash())
                : passwords.matchesNobody(password == null ? "" : password);
        if (!right) {
            return Optional.empty();
        }
        var found = attempt.get();
        people.admit(
                found.person(),
                passwords.isOutdated(found.passwordHash()) ? Optional.of(passwords.hash(password)) : Optional.empty());
        return Optional.of(new Admission(found.person(), found.epoch()));
    }

    /** A person who proved to be one, and the epoch in which the session begins. */
    public record Admission(PersonId person, int epoch) {}
}
