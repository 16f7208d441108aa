package org.tenantry.calls;

import java.util.List;
import java.util.Optional;

/**
 * Which models should answer, the chosen one first and then those to try when it fails before it says anything; the rule
 * that said so, if one did; and the strongest that could have answered, to compare with.
 */
record Decision(Optional<RoutingRule> rule, List<Candidate> candidates, Candidate strongest) {}
