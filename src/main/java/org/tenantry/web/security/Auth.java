package org.tenantry.web.security;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tenantry.values.MemberId;
import org.tenantry.values.PersonId;

/**
 * What a session remembers of a sign-in: who, in which place (none for an operator without a tenant), in which epoch,
 * and since when. It survives the death of a node with the session.
 */
record Auth(PersonId person, MemberId place, int epoch, Instant signedInAt) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A session ends after this long, however busy it is. */
    static final Duration LONGEST = Duration.ofHours(12);

    static final String KEY = Auth.class.getName();

    Optional<MemberId> member() {
        return Optional.ofNullable(place);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(signedInAt.plus(LONGEST));
    }

    Auth at(MemberId other) {
        return new Auth(person, other, epoch, signedInAt);
    }

    Auth in(int newEpoch) {
        return new Auth(person, place, newEpoch, signedInAt);
    }
}
