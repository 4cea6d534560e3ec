/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.SharedAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as one {@link Gomon} sees it. A new one replaces it when the GoMon is replaced. Any
 * thread; a race finds something out twice.
 */
final class Binding {
  private static final int REMEMBERED = 16;

  final Gomon gomon;
  final JdbcPolicy policy;

  /** The event {@code sql-wconn}; not recording when the GoMon was disabled. */
  final EventTracker event;

  /** The text of the event's id. */
  private @Nullable String id;

  /** Of SQL texts that come again, what their events have in common. */
  private @Nullable Described @Nullable [] remembered;

  private record Described(
      SqlText text, String query, String shape, @Nullable String db, SharedAttributes attributes) {
    @SuppressWarnings("ReferenceEquality") // they come from one place, and are made anew if not
    boolean is(SqlText otherText, String otherQuery, String otherShape, @Nullable String otherDb) {
      return text == otherText && query == otherQuery && shape == otherShape && db == otherDb;
    }
  }

  Binding(Gomon gomon, EventTracker event) {
    this.gomon = gomon;
    this.policy = JdbcPolicy.of(gomon);
    this.event = event;
  }

  @Nullable String id() {
    String known = id;
    if (known == null && event.isRecording()) {
      known = event.id().toString();
      id = known;
    }
    return known;
  }

  /** Sets what an event says of the SQL text it is about, if any, and of the connection. */
  void describe(EventTracker described, @Nullable SqlText text, @Nullable String db) {
    if (text == null) {
      described.set("conn-id", id()).set("db", db);
      return;
    }
    String shape = text.shape();
    String query = policy.query(text, shape);
    if (text.comesAgain()) {
      described.setAll(shared(text, query, shape, db));
    } else {
      described.set("query", query).set("shape", shape).set("conn-id", id()).set("db", db);
    }
  }

  private SharedAttributes shared(SqlText text, String query, String shape, @Nullable String db) {
    @Nullable Described[] all = remembered;
    if (all == null) {
      all = new @Nullable Described[REMEMBERED];
      remembered = all;
    }
    int hash = text.sql.hashCode();
    int place = (hash ^ hash >>> 16) & REMEMBERED - 1;
    Described known = all[place];
    if (known == null || !known.is(text, query, shape, db)) {
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      attributes.put("query", query);
      attributes.put("shape", shape);
      attributes.put("conn-id", id());
      attributes.put("db", db);
      known = new Described(text, query, shape, db, SharedAttributes.of(attributes));
      all[place] = known;
    }
    return known.attributes;
  }
}
