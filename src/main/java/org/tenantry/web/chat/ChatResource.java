package org.tenantry.web.chat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tenantry.calls.Asked;
import org.tenantry.chat.Begun;
import org.tenantry.chat.Conversations;
import org.tenantry.chat.Draft;
import org.tenantry.chat.Generations;
import org.tenantry.chat.Placed;
import org.tenantry.values.ConversationId;
import org.tenantry.values.MessageId;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;

/** What the script of the chat page asks for and changes. */
@Path("chat")
@Produces(MediaType.APPLICATION_JSON + ";charset=UTF-8")
@Consumes(MediaType.APPLICATION_JSON)
public class ChatResource {
    @Inject
    CurrentCaller caller;

    @Inject
    Conversations conversations;

    @Inject
    Generations generations;

    @Inject
    Bubbles bubbles;

    @Inject
    Messages msg;

    @Inject
    Clock clock;

    /** The list, newest first; with {@code after}, what follows that conversation. */
    @GET
    @Path("conversations")
    public JsonObject list(@QueryParam("after") String after) {
        var rows = conversations.list(caller.get(), Optional.ofNullable(after).map(ConversationId::of));
        var array = Json.createArrayBuilder();
        for (var shelf : Shelf.of(rows, clock.instant(), msg.getZone())) {
            shelf.rows()
                    .forEach(row -> array.add(Json.createObjectBuilder()
                            .add("id", row.id().toString())
                            .add("title", row.title())
                            .add("age", shelf.age().name())
                            .add("shelf", msg.name("chat.age", shelf.age()))));
        }
        return Json.createObjectBuilder()
                .add("conversations", array)
                .add("more", rows.size() == Conversations.MOST_LISTED)
                .build();
    }

    /** The last messages of a conversation; with {@code before}, those that stand before that place. */
    @GET
    @Path("conversations/{id}/messages")
    public JsonObject messages(
            @PathParam("id") String id, @QueryParam("before") @DefaultValue("2147483647") int before) {
        var page = conversations.messages(caller.get(), ConversationId.of(id), before);
        return Json.createObjectBuilder()
                .add("messages", said(page.messages()))
                .add("more", page.more())
                .build();
    }

    @PATCH
    @Path("conversations/{id}")
    public JsonObject rename(@PathParam("id") String id, InputStream body) throws IOException {
        var title = Body.read(body).text("title").orElse("");
        return Json.createObjectBuilder()
                .add("title", conversations.rename(caller.get(), ConversationId.of(id), title))
                .build();
    }

    @DELETE
    @Path("conversations/{id}")
    public Response delete(@PathParam("id") String id) {
        generations.delete(caller.get(), ConversationId.of(id));
        return Response.noContent().build();
    }

    /** Begins an answer; its stream is told under its id. The same request key again tells the same answer. */
    @POST
    @Path("messages")
    public Response ask(InputStream in) throws IOException {
        var body = Body.read(in);
        var begun = generations.start(
                caller.get(),
                new Draft(
                        body.text("conversation").map(ConversationId::of),
                        body.text("again").map(MessageId::of),
                        body.text("instead").map(MessageId::of),
                        Asked.of(body.text("model").orElse("")),
                        body.text("text").orElse(""),
                        body.text("requestKey").orElse("")));
        return Response.accepted(told(begun)).build();
    }

    /** One message with its source, as it was written. */
    @GET
    @Path("messages/{id}")
    public JsonObject message(@PathParam("id") String id) {
        var placed = conversations.placed(caller.get(), MessageId.of(id));
        return bubbles.of(caller.get(), msg.voice(), List.of(placed))
                .get(0)
                .json()
                .add("text", placed.message().text())
                .build();
    }

    /** Shows another version: what stands from it on, oldest first. */
    @POST
    @Path("messages/{id}/show")
    @Consumes(MediaType.WILDCARD)
    public JsonObject show(@PathParam("id") String id) {
        return Json.createObjectBuilder()
                .add("messages", said(conversations.show(caller.get(), MessageId.of(id))))
                .build();
    }

    /** A new conversation that begins as this one does up to a message. */
    @POST
    @Path("messages/{id}/fork")
    @Consumes(MediaType.WILDCARD)
    public Response fork(@PathParam("id") String id) {
        var row = conversations.fork(caller.get(), MessageId.of(id));
        return Response.status(Response.Status.CREATED)
                .entity(Json.createObjectBuilder()
                        .add("conversation", row.id().toString())
                        .build())
                .build();
    }

    @POST
    @Path("messages/{id}/stop")
    @Consumes(MediaType.WILDCARD)
    public Response stop(@PathParam("id") String id) {
        generations.stop(caller.get(), MessageId.of(id));
        return Response.accepted().build();
    }

    private JsonObject told(Begun begun) {
        var told = Json.createObjectBuilder()
                .add("conversation", begun.conversation().toString())
                .add("title", begun.title())
                .add("shelf", msg.name("chat.age", Shelf.Age.TODAY))
                .add("answer", bubble(begun.answer()));
        begun.question().ifPresent(id -> told.add("question", bubble(id)));
        return told.build();
    }

    private JsonObjectBuilder bubble(MessageId id) {
        var placed = conversations.placed(caller.get(), id);
        return bubbles.of(caller.get(), msg.voice(), List.of(placed)).get(0).json();
    }

    private JsonArrayBuilder said(List<Placed> placed) {
        var array = Json.createArrayBuilder();
        bubbles.of(caller.get(), msg.voice(), placed).forEach(bubble -> array.add(bubble.json()));
        return array;
    }
}
