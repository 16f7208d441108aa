-- The books check themselves: every statement must answer no row. Run after every integration test, every night and from
-- the operator's page. A row is what is wrong: the tenant (NULL where it concerns no single one), then an id or a name.
-- Before each statement stands its name in one line, "-- I01 what must hold"; it ends with a semicolon and has no LIMIT.
-- Several statements under one name are one check. New ones go to the end under the next free number.

-- I01 a wallet is worth what its lots have left
SELECT w.tenant_id, w.id FROM wallet w WHERE w.available_n <> (SELECT COALESCE(SUM(l.remaining_n), 0) FROM credit_lot l WHERE l.wallet_id = w.id);
-- I02 what a wallet holds is the sum of its open holds
SELECT w.tenant_id, w.id FROM wallet w WHERE w.held_n <> (SELECT COALESCE(SUM(m.hold_n), 0) FROM model_call m WHERE m.wallet_id = w.id AND m.state IN ('HELD', 'SENT'));
-- I03 nothing is negative and every hold is covered
SELECT tenant_id, id FROM wallet WHERE available_n < 0 OR held_n < 0 OR held_n > available_n;
-- I04 a settled call has its usage event, and only a settled call has one
SELECT m.tenant_id, m.id FROM model_call m LEFT JOIN usage_event u ON u.call_id = m.id WHERE (m.state = 'SETTLED') <> (u.call_id IS NOT NULL);
-- I05 a settled call has its posting, and only a settled call has one
SELECT m.tenant_id, m.id FROM model_call m LEFT JOIN posting p ON p.kind = 'SETTLE' AND p.ref = m.id WHERE (m.state = 'SETTLED') <> (p.id IS NOT NULL);
-- I06 what was charged is what was posted, in the same wallet and tenant
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN model_call m ON m.id = u.call_id JOIN posting p ON p.kind = 'SETTLE' AND p.ref = u.call_id WHERE u.charge_n <> -p.wallet_change_n OR p.wallet_id <> m.wallet_id OR p.tenant_id <> u.tenant_id;
-- I07 the charge follows from tokens or audio and the price version, each bucket rounded up once, and never exceeds the hold
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN model_call m ON m.id = u.call_id JOIN price_version p ON p.id = u.price_version_id WHERE u.charge_n > m.hold_n OR u.charge_n + u.overrun_n <> CEIL(u.input_tokens * p.sell_input_n / 1000000) + CEIL(u.cached_input_tokens * p.sell_cached_input_n / 1000000) + CEIL(u.cache_write_tokens * p.sell_cache_write_n / 1000000) + CEIL(u.output_tokens * p.sell_output_n / 1000000) + CEIL(CAST(u.audio_ms AS DECIMAL(30)) * p.sell_minute_n / 60000) OR (u.overrun_n > 0 AND u.charge_n <> m.hold_n);
-- I08 the entries of a posting sum to zero
SELECT e.tenant_id, e.posting_id FROM ledger_entry e GROUP BY e.tenant_id, e.posting_id HAVING SUM(e.amount_n) <> 0;
-- I09 the wallet entries of a posting are its change
SELECT p.tenant_id, p.id FROM posting p WHERE p.wallet_change_n <> (SELECT COALESCE(SUM(e.amount_n), 0) FROM ledger_entry e WHERE e.posting_id = p.id AND e.account = 'WALLET');
-- I10 a lot has left what its entries say
SELECT l.tenant_id, l.id FROM credit_lot l WHERE l.remaining_n <> (SELECT COALESCE(SUM(e.amount_n), 0) FROM ledger_entry e WHERE e.lot_id = l.id);
-- I11 postings of a wallet are numbered without a gap and the balance chains
SELECT t.tenant_id, t.id FROM (SELECT tenant_id, id, wallet_change_n a, balance_after_n - COALESCE(LAG(balance_after_n) OVER w, 0) d, seq - COALESCE(LAG(seq) OVER w, 0) g FROM posting WINDOW w AS (PARTITION BY wallet_id ORDER BY seq)) t WHERE t.d <> t.a OR t.g <> 1;
-- I12 the last posting of a wallet is where the wallet stands
SELECT w.tenant_id, w.id FROM wallet w LEFT JOIN posting p ON p.wallet_id = w.id AND p.seq = w.seq WHERE (w.seq = 0 AND w.available_n <> 0) OR (w.seq > 0 AND (p.id IS NULL OR p.balance_after_n <> w.available_n));
-- I13 a budget's use and hold are the sums of its calls'
SELECT b.tenant_id, CONCAT(b.budget_id, ' ', b.starts_on) FROM budget_use b WHERE b.used <> (SELECT COALESCE(SUM(h.used), 0) FROM budget_hold h WHERE h.budget_id = b.budget_id AND h.starts_on = b.starts_on) OR b.held <> (SELECT COALESCE(SUM(h.held), 0) FROM budget_hold h WHERE h.budget_id = b.budget_id AND h.starts_on = b.starts_on);
-- I14 what a call used of a budget is its usage fact, and an ended call holds nothing
SELECT h.tenant_id, h.call_id FROM budget_hold h JOIN budget b ON b.id = h.budget_id JOIN model_call m ON m.id = h.call_id LEFT JOIN usage_event u ON u.call_id = h.call_id WHERE (m.state IN ('SETTLED', 'VOIDED') AND h.held <> 0) OR h.used <> COALESCE(IF(b.unit = 'MONEY', u.charge_n, u.input_tokens + u.cached_input_tokens + u.cache_write_tokens + u.output_tokens), 0);
-- I15 a tenant has at most one open period, and periods neither overlap nor leave a gap
SELECT t.tenant_id, t.id FROM (SELECT tenant_id, id, start_at, LAG(end_at) OVER (PARTITION BY tenant_id ORDER BY start_at) e FROM period) t WHERE t.e IS NOT NULL AND t.e <> t.start_at;
-- I16 usage belongs to its own tenant's period
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN period p ON p.id = u.period_id WHERE p.tenant_id <> u.tenant_id;
-- I17 no open call is older than its lease and a sweep
SELECT tenant_id, id FROM model_call WHERE state IN ('HELD', 'SENT') AND lease_until < UTC_TIMESTAMP(6) - INTERVAL 90 SECOND;
-- I18 a child row has its parent's tenant
SELECT m.tenant_id, m.id FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.tenant_id <> c.tenant_id;
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN model_call m ON m.id = u.call_id WHERE u.tenant_id <> m.tenant_id OR u.member_id <> m.member_id OR u.model_id <> m.model_id OR u.price_version_id <> m.price_version_id;
SELECT c.tenant_id, c.id FROM model_call c JOIN wallet w ON w.id = c.wallet_id WHERE w.tenant_id <> c.tenant_id;
SELECT e.tenant_id, e.posting_id FROM ledger_entry e JOIN posting p ON p.id = e.posting_id LEFT JOIN credit_lot l ON l.id = e.lot_id WHERE e.tenant_id <> p.tenant_id OR l.tenant_id <> p.tenant_id OR l.wallet_id <> p.wallet_id;
-- I19 every table but the named global ones has tenant_id NOT NULL and an index that leads with it
SELECT NULL, t.table_name FROM information_schema.tables t WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND t.table_name NOT IN ('tenant', 'person', 'provider', 'provider_key', 'node_circuit', 'model', 'price_version', 'plan', 'plan_version', 'plan_version_model', 'plan_version_plugin', 'issuer', 'number_series', 'payment_event', 'voucher_batch', 'voucher', 'book_audit', 'book_audit_finding', 'book_audit_row', 'moved_clock', 'flyway_schema_history', 'provisioned', 'limit_share', 'limit_open', 'limit_node', 'operator_key') AND (NOT EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name = 'tenant_id' AND c.is_nullable = 'NO') OR NOT EXISTS (SELECT 1 FROM information_schema.statistics s WHERE s.table_schema = t.table_schema AND s.table_name = t.table_name AND s.column_name = 'tenant_id' AND s.seq_in_index = 1));
-- I20 an answer is streaming exactly while its call is open, and ends as its call ended
SELECT g.tenant_id, g.id FROM message g JOIN model_call c ON c.id = g.call_id WHERE (g.state = 'STREAMING') <> (c.state IN ('HELD', 'SENT'));
-- I21 an answer that failed is not paid for, and one that is whole is
SELECT g.tenant_id, g.id FROM message g JOIN model_call c ON c.id = g.call_id WHERE (g.state = 'FAILED' AND c.state = 'SETTLED') OR (g.state = 'DONE' AND c.state = 'VOIDED');
-- I22 no streaming answer without a call
SELECT tenant_id, id FROM message WHERE state = 'STREAMING' AND call_id IS NULL;
-- I23 secrets at rest are sealed
SELECT NULL, id FROM provider_key WHERE sealed_key NOT LIKE 'v1:%';
SELECT tenant_id, public_id FROM api_key_secret WHERE secret_hash NOT REGEXP '^[0-9a-f]{64}$';
SELECT NULL, id FROM operator_key WHERE secret_hash NOT REGEXP '^[0-9a-f]{64}$';
-- I24 no price or usage is below zero, and nobody paid nothing for a priced answer
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN price_version p ON p.id = u.price_version_id WHERE u.charge_n = 0 AND ((u.input_tokens > 0 AND p.sell_input_n > 0) OR (u.output_tokens > 0 AND p.sell_output_n > 0) OR (u.audio_ms > 0 AND p.sell_minute_n > 0));
-- I25 every top-up in a wallet has one paid order that credited this amount, and only such an order has one
SELECT p.tenant_id, p.id FROM posting p LEFT JOIN payment_order o ON o.id = p.ref AND o.tenant_id = p.tenant_id WHERE p.kind = 'TOPUP' AND (o.id IS NULL OR o.state <> 'PAID' OR o.credited_n <> p.wallet_change_n);
SELECT o.tenant_id, o.id FROM payment_order o LEFT JOIN posting p ON p.kind = 'TOPUP' AND p.ref = o.id WHERE (o.credited_n > 0) <> (p.id IS NOT NULL);
-- I26 what goes back of an order is the sum of its refunds and not above what was paid
SELECT o.tenant_id, o.id FROM payment_order o WHERE o.refunded_n > o.received_n OR o.refunded_n <> (SELECT COALESCE(SUM(r.amount_n), 0) FROM refund r WHERE r.order_id = o.id AND r.state <> 'FAILED');
-- I27 a redeemed voucher has its posting, of its tenant and its amount, and only a redeemed one has
SELECT v.redeemed_by, v.id FROM voucher v JOIN voucher_batch b ON b.id = v.batch_id LEFT JOIN posting p ON p.kind = 'GRANT' AND p.ref = v.id WHERE (v.redeemed_by IS NOT NULL) <> (p.id IS NOT NULL) OR p.wallet_change_n <> b.amount_n OR p.tenant_id <> v.redeemed_by;
-- I28 the days of use are the sums of the usage of their period, model and price
SELECT d.tenant_id, CONCAT(d.period_id, ' ', d.model_id) FROM (SELECT tenant_id, period_id, model_id, price_version_id, late, SUM(calls) n, SUM(input_tokens) i, SUM(cached_input_tokens) ci, SUM(cache_write_tokens) cw, SUM(output_tokens) o, SUM(audio_ms) a, SUM(charge_n) c, SUM(overrun_n) x, SUM(cost_n) k FROM usage_day GROUP BY tenant_id, period_id, model_id, price_version_id, late) d LEFT JOIN (SELECT tenant_id, period_id, model_id, price_version_id, late, COUNT(*) n, SUM(input_tokens) i, SUM(cached_input_tokens) ci, SUM(cache_write_tokens) cw, SUM(output_tokens) o, SUM(audio_ms) a, SUM(charge_n) c, SUM(overrun_n) x, COALESCE(SUM(cost_n), 0) k FROM usage_event GROUP BY tenant_id, period_id, model_id, price_version_id, late) u ON u.tenant_id = d.tenant_id AND u.period_id = d.period_id AND u.model_id = d.model_id AND u.price_version_id = d.price_version_id AND u.late = d.late WHERE u.n IS NULL OR d.n <> u.n OR d.i <> u.i OR d.ci <> u.ci OR d.cw <> u.cw OR d.o <> u.o OR d.a <> u.a OR d.c <> u.c OR d.x <> u.x OR d.k <> u.k;
-- I29 what a day of use was charged is what allowance, gifts, paid credit and credit line paid
SELECT tenant_id, CONCAT(period_id, ' ', day) FROM usage_day WHERE charge_n <> plan_n + promo_n + paid_n + line_n OR LEAST(plan_n, promo_n, paid_n, line_n) < 0;
-- I30 a day of use lies in its own tenant's period
SELECT d.tenant_id, CONCAT(d.period_id, ' ', d.day) FROM usage_day d LEFT JOIN period p ON p.id = d.period_id WHERE p.id IS NULL OR p.tenant_id <> d.tenant_id OR d.day < p.from_day OR d.day >= p.to_day;
-- I31 a closed period keeps the total and the number of its usage
SELECT p.tenant_id, p.id FROM period p LEFT JOIN (SELECT period_id, SUM(charge_n) c, COUNT(*) n FROM usage_event GROUP BY period_id) u ON u.period_id = p.id WHERE p.state = 'CLOSED' AND (p.total_n <> COALESCE(u.c, 0) OR p.events <> COALESCE(u.n, 0));
-- I32 every use stands in the days of its period
SELECT u.tenant_id, CONCAT(u.period_id, ' ', u.model_id) FROM (SELECT tenant_id, period_id, model_id, price_version_id, late, COUNT(*) n, SUM(charge_n) c FROM usage_event GROUP BY tenant_id, period_id, model_id, price_version_id, late) u LEFT JOIN (SELECT tenant_id, period_id, model_id, price_version_id, late, SUM(calls) n, SUM(charge_n) c FROM usage_day GROUP BY tenant_id, period_id, model_id, price_version_id, late) d ON d.tenant_id = u.tenant_id AND d.period_id = u.period_id AND d.model_id = u.model_id AND d.price_version_id = u.price_version_id AND d.late = u.late WHERE d.n IS NULL OR d.n <> u.n OR d.c <> u.c;
-- I33 an invoice is the sum of its lines, net and tax
SELECT i.tenant_id, i.id FROM invoice i WHERE i.net_n <> (SELECT COALESCE(SUM(l.amount_n), 0) FROM invoice_line l WHERE l.invoice_id = i.id AND l.tenant_id = i.tenant_id) OR i.tax_n <> (SELECT COALESCE(SUM(l.tax_n), 0) FROM invoice_line l WHERE l.invoice_id = i.id AND l.tenant_id = i.tenant_id) OR i.total_n <> i.net_n + i.tax_n;
-- I34 a billed period with use has one invoice, whose lines of use are all that was used in it
SELECT p.tenant_id, p.id FROM period p WHERE p.billed_at IS NOT NULL AND p.total_n > 0 AND p.total_n <> (SELECT COALESCE(SUM(l.exact_n), 0) FROM invoice i JOIN invoice_line l ON l.tenant_id = i.tenant_id AND l.invoice_id = i.id WHERE i.tenant_id = p.tenant_id AND i.kind = 'PERIOD' AND i.ref = p.id AND l.kind IN ('USAGE', 'LATE_USAGE'));
-- I35 what lines of use show as paid is what allowance, gifts and paid credit paid
SELECT l.tenant_id, CONCAT(l.invoice_id, ' ', l.line) FROM invoice_line l JOIN period p ON p.id = l.period_id AND p.billed_at IS NOT NULL WHERE l.kind IN ('USAGE', 'LATE_USAGE') AND l.settled_n <> (SELECT COALESCE(SUM(d.charge_n - d.line_n), 0) FROM usage_day d WHERE d.tenant_id = l.tenant_id AND d.period_id = l.period_id AND d.model_id = l.model_id AND d.price_version_id = l.price_version_id AND d.late = (l.kind = 'LATE_USAGE'));
-- I36 numbers are given without leaving one out
SELECT NULL, s.series FROM number_series s WHERE s.last <> (SELECT COUNT(*) FROM invoice i WHERE i.number LIKE CONCAT(s.series, '-%')) + (SELECT COUNT(*) FROM credit_note c WHERE c.number LIKE CONCAT(s.series, '-%'));
-- I37 an invoice is paid exactly when nothing is due of it, and never above its total
SELECT tenant_id, id FROM invoice WHERE paid_n + credited_n > total_n OR (state IN ('FINALISED', 'OVERDUE') AND paid_n + credited_n = total_n) OR (state = 'PAID' AND paid_n + credited_n <> total_n) OR (state = 'VOID' AND paid_n + credited_n <> 0);
-- I38 what is credited of an invoice is the sum of its notes that lower what is due, and no note is above its line
SELECT i.tenant_id, i.id FROM invoice i WHERE i.credited_n <> (SELECT COALESCE(SUM(c.total_n), 0) FROM credit_note c WHERE c.invoice_id = i.id AND c.goes_to = 'DUE');
SELECT l.tenant_id, CONCAT(l.invoice_id, ' ', l.line) FROM invoice_line l JOIN (SELECT invoice_id, line, SUM(amount_n) a, SUM(tax_n) t FROM credit_note_line GROUP BY invoice_id, line) c ON c.invoice_id = l.invoice_id AND c.line = l.line WHERE c.a > l.amount_n OR c.t > l.tax_n;
-- I39 every finalised invoice that asks for something is booked once, and no draft is
SELECT i.tenant_id, i.id FROM invoice i LEFT JOIN posting g ON g.kind = 'INVOICE' AND g.ref = i.id WHERE (i.state <> 'DRAFT' AND i.total_n > 0) <> (g.id IS NOT NULL);
-- I40 a subscription is to a version that was on sale, in the tenant's own currency
SELECT s.tenant_id, s.id FROM subscription s JOIN plan_version v ON v.id = s.version_id JOIN tenant t ON t.id = s.tenant_id WHERE s.state <> 'ENDED' AND (v.state = 'DRAFT' OR v.currency <> t.currency);
-- I41 of the tries of a call that is paid the last one delivered, by the model that is paid, and of one that is not paid none did
SELECT c.tenant_id, c.id FROM model_call c JOIN (SELECT call_id, SUM(delivered) d, MAX(number) last, MAX(IF(delivered, number, 0)) paid, MAX(IF(delivered, model_id, NULL)) model FROM call_attempt GROUP BY call_id) a ON a.call_id = c.id WHERE c.state IN ('HELD', 'SENT') OR a.d <> (c.state = 'SETTLED') OR (c.state = 'SETTLED' AND (a.paid <> a.last OR a.model <> c.model_id));
-- I42 the tries of a call are numbered from one without a gap, belong to its tenant, and only the last did not fail
SELECT a.tenant_id, CONCAT(a.call_id, ' ', a.number) FROM call_attempt a JOIN model_call c ON c.id = a.call_id LEFT JOIN call_attempt b ON b.call_id = a.call_id AND b.number = a.number - 1 WHERE a.tenant_id <> c.tenant_id OR (a.number > 1 AND (b.call_id IS NULL OR b.outcome <> 'FAILED'));
-- I43 what choosing a model saved belongs to a settled call of its tenant, agrees with its usage, and is not below zero
SELECT s.tenant_id, s.call_id FROM call_saving s LEFT JOIN usage_event u ON u.call_id = s.call_id LEFT JOIN call_route r ON r.call_id = s.call_id LEFT JOIN model_call c ON c.id = s.call_id WHERE c.id IS NULL OR c.state <> 'SETTLED' OR u.call_id IS NULL OR r.tenant_id <> s.tenant_id OR u.tenant_id <> s.tenant_id OR s.price_n <> u.charge_n + u.overrun_n OR s.saved_n <> GREATEST(0, s.strongest_n - s.price_n);
SELECT r.tenant_id, r.call_id FROM call_route r JOIN usage_event u ON u.call_id = r.call_id LEFT JOIN call_saving s ON s.call_id = r.call_id WHERE r.strongest_id IS NOT NULL AND s.call_id IS NULL;
SELECT r.tenant_id, r.call_id FROM call_route r JOIN model_call c ON c.id = r.call_id WHERE c.tenant_id <> r.tenant_id;
-- I44 the limit of a key counts calls made with that key alone
SELECT h.tenant_id, CONCAT(h.call_id, ' ', h.budget_id) FROM budget_hold h JOIN budget b ON b.id = h.budget_id JOIN model_call c ON c.id = h.call_id WHERE b.api_key_id IS NOT NULL AND NOT c.api_key_id <=> b.api_key_id;
-- I45 a call made with a key belongs to the one behind the key, and every key has one secret that nothing replaced
SELECT c.tenant_id, c.id FROM model_call c LEFT JOIN api_key k ON k.id = c.api_key_id WHERE c.api_key_id IS NOT NULL AND (k.id IS NULL OR k.tenant_id <> c.tenant_id OR k.member_id <> c.member_id);
SELECT k.tenant_id, k.id FROM api_key k LEFT JOIN (SELECT key_id, SUM(ends_at IS NULL) n FROM api_key_secret GROUP BY key_id) s ON s.key_id = k.id WHERE COALESCE(s.n, 0) <> 1;
-- I46 a call whose client left pays nothing if nothing was sent, and otherwise the prompt and what was sent by our own count
SELECT c.tenant_id, c.id FROM model_call c LEFT JOIN usage_event u ON u.call_id = c.id WHERE c.failure = 'CLIENT_GONE' AND NOT ((c.ending = 'FAILED' AND c.state = 'VOIDED' AND u.call_id IS NULL) OR (c.ending = 'STOPPED' AND c.state = 'SETTLED' AND u.source = 'LOCAL' AND u.input_tokens = c.local_input_tokens AND u.output_tokens > 0));
-- I47 a limit is the operator's usual one, or of the tenant itself, or of a member or key of the tenant
SELECT r.tenant_id, CONCAT(r.whose, ' ', r.subject) FROM rate_limit r LEFT JOIN tenant t ON t.id = r.tenant_id LEFT JOIN member m ON m.id = r.subject AND m.tenant_id = r.tenant_id LEFT JOIN api_key k ON k.id = r.subject AND k.tenant_id = r.tenant_id WHERE NOT (r.tenant_id = '00000000-0000-0000-0000-000000000000' AND r.subject = r.tenant_id) AND (t.id IS NULL OR (r.whose = 'TENANT' AND r.subject <> r.tenant_id) OR (r.whose = 'MEMBER' AND m.id IS NULL) OR (r.whose = 'KEY' AND k.id IS NULL));
-- I48 audio is counted where the price asks by the minute, tokens where it asks by tokens, and a bill counts the same
SELECT u.tenant_id, u.call_id FROM usage_event u JOIN price_version p ON p.id = u.price_version_id WHERE (p.unit = 'AUDIO' AND (u.input_tokens + u.cached_input_tokens + u.cache_write_tokens + u.output_tokens <> 0 OR u.audio_ms > u.local_audio_ms + GREATEST(2000, CEIL(u.local_audio_ms / 10)))) OR (p.unit = 'TOKENS' AND (u.audio_ms <> 0 OR u.local_audio_ms <> 0));
SELECT l.tenant_id, CONCAT(l.invoice_id, ' ', l.line) FROM invoice_line l JOIN period p ON p.id = l.period_id AND p.billed_at IS NOT NULL JOIN price_version v ON v.id = l.price_version_id WHERE l.kind IN ('USAGE', 'LATE_USAGE') AND l.quantity <> (SELECT COALESCE(SUM(IF(v.unit = 'AUDIO', d.audio_ms, d.input_tokens + d.cached_input_tokens + d.cache_write_tokens + d.output_tokens)), 0) FROM usage_day d WHERE d.tenant_id = l.tenant_id AND d.period_id = l.period_id AND d.model_id = l.model_id AND d.price_version_id = l.price_version_id AND d.late = (l.kind = 'LATE_USAGE'));
-- I49 a model is priced by what its kind counts, and only models that converse are chosen by routes or asked in the chat
SELECT NULL, p.id FROM price_version p JOIN model m ON m.id = p.model_id WHERE (m.kind = 'TRANSCRIPTION') <> (p.unit = 'AUDIO');
SELECT r.tenant_id, r.call_id FROM call_route r JOIN model m ON m.id = r.model_id WHERE m.kind <> 'CHAT';
SELECT c.tenant_id, c.id FROM model_call c JOIN model m ON m.id = c.model_id WHERE c.origin = 'CHAT' AND m.kind <> 'CHAT';
