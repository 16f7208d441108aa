package org.tenantry.tenancy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tenantry.values.Clocks;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.values.PersonId;

/** Keeps the people who sign in, their wrong attempts and what they chose for themselves. */
@Stateless
public class People {
    /** Wrong attempts that cost nothing; from then on each one doubles the pause, starting at 30 s, up to 15 min. */
    static final int FREE_ATTEMPTS = 5;

    private static final int LONGEST_NAME = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    @Inject
    Passwords passwords;

    /** Makes a person, or refuses when the address is taken. */
    public PersonId create(String email, String name, String password, boolean operator) {
        var address = Email.of(email);
        if (find(email).isPresent()) {
            throw new InvalidInput("refusal.email.taken", address.value());
        }
        var person = new Person(address.value(), named(name), passwords.hash(password), operator, clock.instant());
        em.persist(person);
        return person.id();
    }

    /** Makes a person who has no password yet: nobody signs in as them until one is set. */
    public PersonId createWithoutPassword(String email, String name) {
        return create(email, name, ApiSecret.generate().text(), false);
    }

    public Optional<PersonId> find(String email) {
        return byEmail(Email.lenient(email)).map(Person::id);
    }

    /**
     * Sees to it that the person with this address runs the deployment and gets in with this password: an account that
     * is missing is made, one that has another password gets this one and its sessions end. False: all was so already.
     */
    public boolean appointOperator(String email, String password) {
        var known = byEmail(Email.lenient(email));
        if (known.isEmpty()) {
            create(email, email, password, true);
            return true;
        }
        var person = known.get();
        if (person.operator() && passwords.matches(password, person.passwordHash())) {
            return false;
        }
        person.appointOperator();
        person.keepPassword(passwords.hash(password));
        person.endAllSessions();
        admit(person.id(), Optional.empty());
        return true;
    }

    /** Whether anybody runs this deployment yet. */
    public boolean hasOperator() {
        return em.createQuery("select count(p) from Person p where p.operator = true", Long.class)
                        .getSingleResult()
                > 0;
    }

    /** What these people are called, for the operator's record of who did what. */
    public Map<UUID, String> names(Caller operator, Collection<UUID> ids) {
        operator.require(Role.OPERATOR);
        return ids.isEmpty()
                ? Map.of()
                : em.createQuery("select p from Person p where p.id in :ids", Person.class)
                        .setParameter("ids", Set.copyOf(ids))
                        .getResultStream()
                        .collect(Collectors.toMap(person -> person.id().value(), Person::email));
    }

    /** What the caller chose. */
    public Profile profile(Caller caller) {
        var person = own(caller);
        return new Profile(person.email(), person.name(), person.locale(), person.theme());
    }

    /** Chooses name, language and theme at once; a language of {@code null} follows the tenant. */
    public void choose(Caller caller, String name, Locale language, Theme theme) {
        var person = own(caller);
        person.rename(named(name));
        person.speak(language);
        person.look(theme);
    }

    /** Chooses the language of the pages; {@code null} follows the tenant. */
    public void speak(Caller caller, Locale language) {
        own(caller).speak(language);
    }

    public void look(Caller caller, Theme theme) {
        own(caller).look(theme);
    }

    /** Ends every session of the caller on every device, this one too. */
    public void signOutEverywhere(Caller caller) {
        own(caller).endAllSessions();
    }

    /** Keeps a new password, ends all sessions and tells the epoch in which a new one may begin. */
    public int keepPassword(Caller caller, String hash) {
        var person = own(caller);
        person.keepPassword(hash);
        person.endAllSessions();
        return person.sessionEpoch();
    }

    /**
     * Counts an attempt before it is checked, so that many at once cannot outrun the count, and tells what to check
     * against: nothing when there is no such person or the person is locked.
     */
    public Optional<Attempt> attempt(String email) {
        var address = Email.lenient(email);
        var now = LocalDateTime.ofInstant(Clocks.WALL.instant(), ZoneOffset.UTC);
        int counted = em.createNativeQuery("update person set locked_until = case when failed_sign_ins + 1 >= ?1"
                        + " then timestampadd(second, least(900, 30 * pow(2, least(failed_sign_ins + 1 - ?1, 10))), ?2)"
                        + " else null end, failed_sign_ins = failed_sign_ins + 1"
                        + " where email = ?3 and (locked_until is null or locked_until <= ?2)")
                .setParameter(1, FREE_ATTEMPTS)
                .setParameter(2, now)
                .setParameter(3, address.value())
                .executeUpdate();
        var person = byEmail(address);
        return counted == 0
                ? Optional.empty()
                : person.map(p -> new Attempt(p.id(), p.email(), p.passwordHash(), p.sessionEpoch()));
    }

    /** The attempt was right: the count starts again, and a hash made with old parameters is replaced. */
    public void admit(PersonId id, Optional<String> freshHash) {
        em.createQuery("update Person p set p.failedSignIns = 0, p.lockedUntil = null where p.id = :id")
                .setParameter("id", id.value())
                .executeUpdate();
        freshHash.ifPresent(em.find(Person.class, id.value())::keepPassword);
    }

    private Optional<Person> byEmail(Email email) {
        return em.createQuery("select p from Person p where p.email = :email", Person.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst();
    }

    private Person own(Caller caller) {
        return Optional.ofNullable(em.find(Person.class, caller.person().value()))
                .orElseThrow(NotFound::new);
    }

    private static String named(String name) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new InvalidInput("refusal.name.form", LONGEST_NAME);
        }
        return stripped;
    }

    /** A person's own settings. */
    public record Profile(String email, String name, Optional<Locale> locale, Theme theme) {}

    /** A counted attempt and the hash it is checked against. */
    public record Attempt(PersonId person, String email, String passwordHash, int epoch) {
        @Override
        public String toString() {
            return person.toString();
        }
    }
}
