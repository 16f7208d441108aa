/** Value held and moved: wallets, credit lots and postings whose entries sum to zero. Knows reasons, never messages. */
package org.tenantry.ledger;
