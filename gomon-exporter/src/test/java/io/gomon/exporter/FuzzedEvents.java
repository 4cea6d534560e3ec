/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.RemoteParent;
import io.gomon.W3cTraceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events as a fuzzer wants them. */
final class FuzzedEvents {
  private static final String[] FINGERPRINTS = {
    "http-servlet", "http-roundtripper", "sql-wstmt-query", "sql-tx-exec", "conn-prepare", "my-own"
  };
  private static final String[] KEYS = {
    "method",
    "route",
    "response_code",
    "resp-status",
    "query",
    "url",
    "note",
    "größe",
    "gomon.id",
    "gomon.parent",
    "gomon.fp",
    "gomon.open",
    "gomon.truncated",
    "id",
    "error",
    "attr.id",
    "http.request.method",
    "http.response.status_code",
    "db.query.text",
    "http.route",
  };
  private static final int MAX_DEPTH = 9;

  private final FuzzedDataProvider data;

  FuzzedEvents(FuzzedDataProvider data) {
    this.data = data;
  }

  void make(Gomon gomon) {
    EventTracker tracker = start(gomon);
    for (int i = data.consumeInt(0, 12); i > 0; i--) {
      set(tracker, data.consumeBoolean() ? data.pickValue(KEYS) : data.consumeString(210));
    }
    for (int i = data.consumeInt(0, 9); i > 7; i--) {
      tracker.addError(new RuntimeException(data.consumeBoolean() ? null : text()));
    }
    if (data.consumeInt(0, 9) == 9) {
      tracker.announce();
    }
    tracker.finish();
  }

  private EventTracker start(Gomon gomon) {
    String fingerprint =
        data.consumeBoolean() ? data.pickValue(FINGERPRINTS) : "x" + data.consumeString(210);
    return switch (data.consumeInt(0, 3)) {
      case 0 -> gomon.startInbound(fingerprint, foreignParent());
      case 1 -> gomon.start("my-parent").newChild(fingerprint);
      default -> gomon.start(fingerprint);
    };
  }

  private RemoteParent foreignParent() {
    String parent =
        String.format("00-%016x%016x-%016x-01", 1, data.consumeLong(), data.consumeLong());
    return W3cTraceContext.parse(parent, data.consumeAsciiString(60));
  }

  private String text() {
    String text = data.consumeString(300);
    return data.consumeInt(0, 9) == 9 ? text.repeat(100) : text;
  }

  private void set(EventTracker tracker, String key) {
    switch (data.consumeInt(0, 6)) {
      case 0 -> tracker.set(key, text());
      case 1 -> tracker.set(key, data.consumeLong());
      case 2 -> tracker.set(key, data.consumeDouble());
      case 3 -> tracker.set(key, data.consumeBoolean());
      case 4 -> tracker.set(key, data.consumeBytes(300));
      case 5 -> tracker.set(key, list(1));
      default -> tracker.set(key, map(1));
    }
  }

  private Object value(int depth) {
    return switch (data.consumeInt(0, depth < MAX_DEPTH ? 7 : 5)) {
      case 0 -> null;
      case 1 -> text();
      case 2 -> data.consumeLong();
      case 3 -> data.consumeDouble();
      case 4 -> data.consumeBoolean();
      case 5 -> data.consumeBytes(20);
      case 6 -> list(depth + 1);
      default -> map(depth + 1);
    };
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = data.consumeInt(0, 40); i > 0 && data.remainingBytes() > 0; i--) {
      list.add(value(depth));
    }
    return list;
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = data.consumeInt(0, 40); i > 0 && data.remainingBytes() > 0; i--) {
      map.put(data.consumeString(20), value(depth));
    }
    return map;
  }
}
