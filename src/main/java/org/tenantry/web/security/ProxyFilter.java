package org.tenantry.web.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.tenantry.tenancy.AllowedAddresses;
import org.tenantry.values.InvalidInput;

/**
 * Looks behind the proxies that the operator named in {@code tenantry.proxies}: a request that comes through them is from
 * the last address of {@code X-Forwarded-For} that is none of theirs. Of everybody else the header is not believed. It
 * stands first in web.xml, so that all limits of addresses count the same ones.
 */
public class ProxyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private AllowedAddresses proxies = AllowedAddresses.ANYWHERE;

    @Inject
    void configure(Config config) {
        var named = config.getOptionalValue("tenantry.proxies", String.class).orElse("");
        try {
            proxies = AllowedAddresses.of(named);
        } catch (InvalidInput wrong) {
            throw new IllegalStateException("TENANTRY_PROXIES names no addresses and networks: " + named, wrong);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var peer = request.getRemoteAddr();
        var client = client(peer, Collections.list(request.getHeaders("X-Forwarded-For")), proxies);
        chain.doFilter(client.equals(peer) ? request : new Behind(request, client), response);
    }

    /** What cannot be read as an address ends the way back: then the proxy that told it is the client. */
    static String client(String peer, List<String> forwarded, AllowedAddresses proxies) {
        var hops = forwarded.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
        var client = peer;
        for (int i = hops.size() - 1; i >= 0 && !proxies.isAnywhere() && proxies.allow(client); i--) {
            if (!AllowedAddresses.isAddress(hops.get(i))) {
                return client;
            }
            client = hops.get(i);
        }
        return client;
    }

    /** A request as it was before the proxy. */
    private static final class Behind extends HttpServletRequestWrapper {
        private final String address;

        Behind(HttpServletRequest request, String address) {
            super(request);
            this.address = address;
        }

        @Override
        public String getRemoteAddr() {
            return address;
        }

        @Override
        public String getRemoteHost() {
            return address;
        }
    }
}
