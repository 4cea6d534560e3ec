/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

/**
 * What a store holds, and what became of the events it was given. The counts start at 0 when the
 * store is opened, and the sum of the four of events is their number in all calls of {@link
 * TelemetryStore#apply(ApplyGroup)} that succeeded.
 *
 * @param bytes size of all files on disk
 * @param days how many day files there are
 * @param storedEvents events stored, among them announcements that a later event has replaced
 * @param duplicateEvents events that were there already
 * @param expiredEvents events refused because their day is past retention
 * @param futureEvents events refused because they start more than a day from now
 * @param reopened how often its files were opened anew, behind a failure
 */
public record StoreStatus(
    long bytes,
    int days,
    long storedEvents,
    long duplicateEvents,
    long expiredEvents,
    long futureEvents,
    long reopened) {}
