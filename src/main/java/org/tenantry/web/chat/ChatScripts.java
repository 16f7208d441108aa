package org.tenantry.web.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.json.Json;
import java.util.List;
import org.primefaces.context.PrimeFacesContext;

/**
 * The parts of the chat page's script: where the browser finds each, under the name by which the others import it. Those
 * of {@link #early} are fetched with the page, the others when they are first used.
 */
@Named
@RequestScoped
public class ChatScripts {
    private static final List<String> EARLY =
            List.of("base", "asking", "bubbles", "composer", "scroll", "shelves", "stream", "switcher", "versions");
    private static final List<String> LATER = List.of();

    /** Addresses of the parts that every visit needs. */
    public List<String> early() {
        return EARLY.stream().map(ChatScripts::address).toList();
    }

    /** The import map: {@code chat/<part>} to the address of this build. */
    public String map() {
        var imports = Json.createObjectBuilder();
        EARLY.forEach(part -> imports.add("chat/" + part, address(part)));
        LATER.forEach(part -> imports.add("chat/" + part, address(part)));
        return Json.createObjectBuilder().add("imports", imports).build().toString();
    }

    /** What the page's policy wants of a script that stands in the page. */
    public String nonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    private static String address(String part) {
        return FacesContext.getCurrentInstance()
                .getApplication()
                .getResourceHandler()
                .createResource("chat/" + part + ".js", "js")
                .getRequestPath();
    }
}
