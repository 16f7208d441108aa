package org.tenantry.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** One sending of a request over one connection. */
final class Attempt implements AsyncClientExchangeHandler {
    private static final Logger LOG = Logger.getLogger(Attempt.class.getName());

    private final Trip trip;
    private final Outgoing outgoing;
    private final Content.Reading body;
    private boolean sent;
    private boolean reused;
    private boolean headSeen;
    private boolean closes;

    Attempt(Trip trip, Outgoing outgoing) {
        this.trip = trip;
        this.outgoing = outgoing;
        this.body = outgoing.body().read();
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        var endpoint = HttpCoreContext.cast(context).getEndpointDetails();
        reused = endpoint != null && endpoint.getReceivedBytesCount() > 0;
        var request = new BasicHttpRequest(outgoing.method(), outgoing.url());
        outgoing.headers().forEach(request::setHeader);
        channel.sendRequest(request, new BasicEntityDetails(outgoing.body().length(), null), context);
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, body.remaining());
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        var next = body.next();
        while (next.hasRemaining()) {
            channel.write(next);
            if (next.hasRemaining()) {
                return; // the line is full; it asks again when there is room
            }
            next = body.next();
        }
        if (!sent) {
            sent = true;
            channel.endStream();
        }
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        // an interim answer says nothing
    }

    @Override
    public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context) {
        headSeen = true;
        closes = value(response, "Connection").equalsIgnoreCase("close");
        var encoding = value(response, "Content-Encoding");
        trip.tell(() -> trip.incoming().head(trip, response.getCode(), name -> value(response, name)));
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            trip.finish(Incoming.Fate.COMPRESSED);
        } else if (entity == null) {
            trip.whole(sent && !closes);
        }
    }

    private static String value(HttpResponse response, String name) {
        var header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer chunk) {
        trip.tellBody(chunk);
        chunk.position(chunk.limit());
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        trip.whole(sent && !closes);
    }

    @Override
    public void failed(Exception e) {
        trip.broke(e, reused, headSeen);
    }

    @Override
    public void cancel() {
        trip.broke(new IOException("the exchange was cancelled"), false, headSeen);
    }

    @Override
    public void releaseResources() {
        try {
            body.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "a file that was sent could not be closed: " + outgoing);
        }
    }
}
