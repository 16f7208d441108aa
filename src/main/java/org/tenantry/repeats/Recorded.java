package org.tenantry.repeats;

import java.util.Optional;
import org.tenantry.values.RequestId;

/** The answer that a request had when it was made first, to be given again as it was. */
public record Recorded(int status, String mediaType, byte[] body, Optional<RequestId> call) {}
