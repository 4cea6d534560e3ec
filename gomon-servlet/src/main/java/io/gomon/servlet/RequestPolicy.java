/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.RemoteParent;
import io.gomon.W3cTraceContext;
import io.gomon.spi.PluginSlot;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an {@code http-servlet} event holds. One for each {@link Gomon}. Any thread; never
 * throws: what cannot be read is left out, and the key {@code unrecorded} says why.
 */
public final class RequestPolicy {
  /** The fingerprint of all events made here. */
  public static final String FINGERPRINT = "http-servlet";

  static final String PLUGIN = "servlet";

  /** As in {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}. */
  private static final int TRACEPARENT_CHARS = 55;

  /** As in {@code gomon=0af7651916cd43dd8448eb211c80319c}: nothing but the parent's id. */
  private static final int OWN_STATE_CHARS = 38;

  private static final PluginSlot<RequestPolicy> SLOT = PluginSlot.create(RequestPolicy::new);

  private final Gomon gomon;
  private final Setting<Boolean> requestHeaders;
  private final Setting<Boolean> responseHeaders;
  private final Setting<Boolean> remoteAddress;

  private RequestPolicy(Gomon gomon) {
    this.gomon = gomon;
    TrackerConfig config = TrackerConfig.of(PLUGIN);
    requestHeaders = config.bool("request-headers", true, "whether request headers are kept");
    responseHeaders = config.bool("response-headers", true, "whether response headers are kept");
    remoteAddress = config.bool("request-remote-addr", false, "whether the peer's address is kept");
    gomon.settings().register(config);
  }

  /** The policy of this GoMon. */
  public static RequestPolicy of(Gomon gomon) {
    return SLOT.of(gomon);
  }

  /** Starts the event of a request; null when nothing is recorded. */
  public @Nullable RequestRecording start(IncomingRequest request) {
    if (!gomon.isEnabled()) {
      return null;
    }
    RemoteParent parent = remoteParent(request);
    EventTracker tracker = gomon.startInbound(FINGERPRINT, parent);
    if (!tracker.isRecording()) {
      return null;
    }
    try {
      describe(tracker, request, parent);
    } catch (RuntimeException | LinkageError e) {
      // The container, or a wrapper of the application's, refused to tell; the event goes on
      // without the rest.
      noteUnrecorded(tracker, e);
    }
    return new RequestRecording(this, tracker);
  }

  private static @Nullable RemoteParent remoteParent(IncomingRequest request) {
    try {
      Collection<String> parents = request.headers("traceparent");
      // More than one is as invalid as none (W3C Trace Context, section 3.2).
      return parents.size() == 1
          ? W3cTraceContext.parse(
              parents.iterator().next(), String.join(",", request.headers("tracestate")))
          : null;
    } catch (RuntimeException | LinkageError e) {
      // Headers cannot be read; the event becomes a root, and describe() notes the same failure.
      return null;
    }
  }

  private void describe(
      EventTracker tracker, IncomingRequest request, @Nullable RemoteParent parent) {
    tracker.set("direction", "incoming");
    tracker.set("method", request.method());
    tracker.set("url", url(request));
    tracker.set("proto", request.protocol());
    long contentLengthBytes = request.contentLengthBytes();
    if (contentLengthBytes >= 0) {
      tracker.set("content-length", contentLengthBytes);
    }
    if (remoteAddress.get()) {
      tracker.set("remoteaddr", request.remoteAddress());
    }
    if (requestHeaders.get()) {
      Map<String, List<String>> headers = headers(request.headerNames(), request::headers);
      if (parent != null) {
        headers.entrySet().removeIf(header -> isTold(header.getKey(), header.getValue(), parent));
      }
      tracker.set("headers", headers);
    }
  }

  /** Whether the event's trace and parent say all that the header does, which was understood. */
  private static boolean isTold(String header, List<String> values, RemoteParent parent) {
    String value = values.size() == 1 ? values.get(0) : "";
    if (header.equalsIgnoreCase("traceparent")) {
      return value.length() == TRACEPARENT_CHARS
          && value.startsWith("00-")
          && value.endsWith("-01");
    }
    return header.equalsIgnoreCase("tracestate")
        && parent.flags() == 1
        && parent.parentHigh() != 0
        && value.length() == OWN_STATE_CHARS;
  }

  void describe(EventTracker tracker, ServedResponse response) {
    try {
      tracker.set("response_code", (long) response.status());
      if (responseHeaders.get()) {
        tracker.set("response_headers", headers(response.headerNames(), response::headers));
      }
    } catch (RuntimeException | LinkageError e) {
      // As above: the response is recycled already, or a wrapper of the application's failed.
      noteUnrecorded(tracker, e);
    }
  }

  /** Says on the event itself why part of it is missing. */
  static void noteUnrecorded(EventTracker tracker, Throwable cause) {
    tracker.set("unrecorded", cause.getClass().getName());
  }

  private static Map<String, String> url(IncomingRequest request) {
    Map<String, String> url = new LinkedHashMap<>(8);
    String scheme = request.scheme();
    putPresent(url, "scheme", scheme);
    putPresent(url, "host", hostAndPort(scheme, request.host(), request.port()));
    putPresent(url, "path", request.path());
    putPresent(url, "query", request.query());
    return url;
  }

  private static void putPresent(Map<String, String> map, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static @Nullable String hostAndPort(
      @Nullable String scheme, @Nullable String host, int port) {
    boolean usual =
        port <= 0
            || (port == 80 && "http".equals(scheme))
            || (port == 443 && "https".equals(scheme));
    return host == null || usual ? host : host + ':' + port;
  }

  private static Map<String, List<String>> headers(Collection<String> names, HeaderValues values) {
    Map<String, List<String>> headers = new LinkedHashMap<>(2 * names.size());
    for (String name : names) {
      headers.put(name, new ArrayList<>(values.of(name)));
    }
    return headers;
  }

  private interface HeaderValues {
    Collection<String> of(String name);
  }
}
