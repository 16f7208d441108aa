package org.tenantry.tenancy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.tenantry.values.PersonId;

/**
 * Somebody who signs in. A person is global and may have a place in several tenants. Every session carries the epoch
 * it was opened in: when the epoch moves on, all sessions end.
 */
@Entity
@Table(name = "person")
public class Person {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "email")
    private String email;

    @Column(name = "name")
    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "operator")
    private boolean operator;

    @Column(name = "locale")
    private String locale;

    @Enumerated(EnumType.STRING)
    @Column(name = "theme")
    private Theme theme;

    @Column(name = "session_epoch")
    private int sessionEpoch;

    /** Counted and cleared by guarded statements in {@link People}, never through the entity. */
    @Column(name = "failed_sign_ins", updatable = false)
    private int failedSignIns;

    @Column(name = "locked_until", updatable = false)
    private Instant lockedUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Person() {}

    Person(String email, String name, String passwordHash, boolean operator, Instant createdAt) {
        this.id = PersonId.next().value();
        this.email = email;
        this.name = name;
        this.passwordHash = passwordHash;
        this.operator = operator;
        this.theme = Theme.SYSTEM;
        this.createdAt = createdAt;
    }

    public PersonId id() {
        return new PersonId(id);
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public boolean operator() {
        return operator;
    }

    /** The language the person chose, if any. */
    public Optional<Locale> locale() {
        return Optional.ofNullable(locale).map(Locale::forLanguageTag);
    }

    public Theme theme() {
        return theme;
    }

    public int sessionEpoch() {
        return sessionEpoch;
    }

    String passwordHash() {
        return passwordHash;
    }

    int failedSignIns() {
        return failedSignIns;
    }

    Optional<Instant> lockedUntil() {
        return Optional.ofNullable(lockedUntil);
    }

    void rename(String newName) {
        name = newName;
    }

    void speak(Locale language) {
        locale = language == null ? null : language.toLanguageTag();
    }

    void look(Theme newTheme) {
        theme = newTheme;
    }

    void endAllSessions() {
        sessionEpoch++;
    }

    void appointOperator() {
        operator = true;
    }

    void keepPassword(String hash) {
        passwordHash = hash;
    }
}
