package org.tenantry.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.tenancy.Caller;
import org.tenantry.testbed.Shop;

/** How long a session holds, however busy it is. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionsIT {
    @Inject
    Sessions sessions;

    @Inject
    Shop shop;

    @Inject
    Clock clock;

    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void a_session_ends_twelve_hours_after_the_sign_in_even_when_it_was_never_idle() {
        var caller = shop.customer(0);
        var now = clock.instant();

        assertThat(sessions.recognise(
                        browserOf(caller, now.minus(Duration.ofHours(12)).plusSeconds(60))))
                .hasValueSatisfying(
                        person -> assertThat(person.caller().member()).isEqualTo(caller.member()));
        assertThat(ended).isFalse();
        assertThat(sessions.recognise(browserOf(caller, now.minus(Duration.ofHours(12)))))
                .isEmpty();
        assertThat(ended).as("the session is thrown away").isTrue();
    }

    /** A request whose session remembers a sign-in of that moment. */
    private HttpServletRequest browserOf(Caller caller, Instant signedInAt) {
        var auth = new Auth(caller.person(), caller.member(), 0, signedInAt);
        var session = fake(HttpSession.class, method -> {
            ended.compareAndSet(false, method.equals("invalidate"));
            return method.equals("getAttribute") ? auth : null;
        });
        return fake(
                HttpServletRequest.class,
                method -> method.equals("getSession") ? session : method.equals("getLocale") ? Locale.ENGLISH : null);
    }

    private static <T> T fake(Class<T> type, java.util.function.Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> answers.apply(method.getName())));
    }
}
