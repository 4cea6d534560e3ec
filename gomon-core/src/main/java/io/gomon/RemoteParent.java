/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

/**
 * The event of another process that caused one here, as it came in by W3C Trace Context.
 *
 * @param traceHigh high half of the trace id
 * @param traceLow low half of the trace id
 * @param parentHigh high half of the parent's event id; 0 when the parent is a foreign tracer's
 * @param spanId the parent's span id, which is the low half of its event id
 * @param flags the trace flags of which one is known: 1 when sampled
 * @param otherState the members of {@code tracestate} that are not GoMon's, to be passed on
 */
public record RemoteParent(
    long traceHigh, long traceLow, long parentHigh, long spanId, int flags, String otherState) {}
