package org.tenantry.calls;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.RequestId;

/** The one way to call a model. */
@Stateless
public class Calls {
    /** Admits and holds; joins the caller's transaction. */
    public HeldCall hold(Caller caller, Question question) {
        throw new IllegalStateException("being built");
    }

    /** Sends a held call. Never inside a transaction. */
    @TransactionAttribute(TransactionAttributeType.NEVER)
    public RunningCall send(HeldCall call, Answering answering) {
        throw new IllegalStateException("being built");
    }

    /** Extends the lease and records how much has been said; false means that the call was ended meanwhile: stop it. */
    public boolean checkpoint(RequestId id, String textSoFar, String reasoningSoFar) {
        throw new IllegalStateException("being built");
    }

    /** Ends a call exactly once; joins the caller's transaction. A second settle changes nothing and tells the same. */
    public Receipt settle(RequestId id, Outcome outcome, String text, String reasoning) {
        throw new IllegalStateException("being built");
    }

    /** Calls of the chat page whose lease has run out (their server died). */
    public List<RequestId> expiredChatCalls() {
        throw new IllegalStateException("being built");
    }

    /** Ends an expired call from its last checkpoint; joins the caller's transaction. */
    public Receipt settleExpired(RequestId id) {
        throw new IllegalStateException("being built");
    }

    /** Receipts of the caller's tenant, by id; ids that are not the tenant's are left out. */
    public Map<RequestId, Receipt> receipts(Caller caller, Collection<RequestId> ids) {
        throw new IllegalStateException("being built");
    }
}
