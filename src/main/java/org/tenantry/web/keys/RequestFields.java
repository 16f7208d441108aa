package org.tenantry.web.keys;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an address of the log of requests says: which calls, from where on, and which one is opened. */
public class RequestFields {
    private String from;
    private String to;
    private String key;
    private String member;
    private String model;
    private String outcome;
    private String origin;
    private String after;
    private String call;

    /** The same choice of calls as a piece of an address that begins with an ampersand. */
    public String query(String first, String last) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("from", first);
        parts.put("to", last);
        parts.put("key", key);
        parts.put("member", member);
        parts.put("model", model);
        parts.put("outcome", outcome);
        parts.put("origin", origin);
        var query = new StringBuilder();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (part.getValue() != null && !part.getValue().isEmpty()) {
                query.append('&')
                        .append(part.getKey())
                        .append('=')
                        .append(URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getMember() {
        return member;
    }

    public void setMember(String member) {
        this.member = member;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getOutcome() {
        return outcome;
    }

    public void setOutcome(String outcome) {
        this.outcome = outcome;
    }

    public String getOrigin() {
        return origin;
    }

    public void setOrigin(String origin) {
        this.origin = origin;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getCall() {
        return call;
    }

    public void setCall(String call) {
        this.call = call;
    }
}
