/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.spi.PluginSlot;
import io.gomon.spi.Setting;
import io.gomon.spi.TrackerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an {@code http-roundtripper} event holds. One for each {@link Gomon}. Any thread;
 * never throws: what cannot be read is left out, and the key {@code unrecorded} says why.
 */
public final class ClientPolicy {
  /** The fingerprint of all events made here. */
  public static final String FINGERPRINT = "http-roundtripper";

  /** The header that names the event in the callee's eyes. */
  public static final String TRACEPARENT = "traceparent";

  /** The header that goes with {@link #TRACEPARENT}. */
  public static final String TRACESTATE = "tracestate";

  static final String PLUGIN = "net";
  private static final PluginSlot<ClientPolicy> SLOT = PluginSlot.create(ClientPolicy::new);

  private final Gomon gomon;
  private final Setting<Boolean> requestHeaders;
  private final Setting<Boolean> responseHeaders;

  private ClientPolicy(Gomon gomon) {
    this.gomon = gomon;
    TrackerConfig config = TrackerConfig.of(PLUGIN);
    requestHeaders = config.bool("request-headers", true, "whether request headers are kept");
    responseHeaders = config.bool("response-headers", true, "whether response headers are kept");
    gomon.settings().register(config);
  }

  /** The policy of this GoMon. */
  public static ClientPolicy of(Gomon gomon) {
    return SLOT.of(gomon);
  }

  /**
   * Starts the event of a call under the current event of this thread; null when nothing is
   * recorded.
   *
   * @param client which client makes the call, such as {@code okhttp}
   */
  public @Nullable CallRecording start(String client, OutgoingRequest request) {
    EventTracker tracker = gomon.start(FINGERPRINT);
    if (!tracker.isRecording()) {
      return null;
    }
    try {
      describe(tracker, client, request);
    } catch (RuntimeException | LinkageError e) {
      // A request class of the application's own refused to tell; the event goes on without the
      // rest.
      noteUnrecorded(tracker, e);
    }
    return new CallRecording(this, tracker);
  }

  private void describe(EventTracker tracker, String client, OutgoingRequest request) {
    tracker.set("direction", "outgoing");
    tracker.set("client", client);
    tracker.set("method", request.method());
    tracker.set("url", url(request));
    long contentLengthBytes = request.contentLengthBytes();
    if (contentLengthBytes >= 0) {
      tracker.set("content-length", contentLengthBytes);
    }
    if (requestHeaders.get()) {
      tracker.set("headers", request.headers());
    }
  }

  void describe(EventTracker tracker, ReceivedResponse response) {
    try {
      tracker.set("resp-status", (long) response.status());
      tracker.set("proto", response.protocol());
      long contentLengthBytes = response.contentLengthBytes();
      if (contentLengthBytes >= 0) {
        tracker.set("resp-contentlen", contentLengthBytes);
      }
      if (responseHeaders.get()) {
        tracker.set("resp-header", response.headers());
      }
    } catch (RuntimeException | LinkageError e) {
      // As above: a response of the application's own, made by its interceptor, say.
      noteUnrecorded(tracker, e);
    }
  }

  /** Says on the event itself why part of it is missing. */
  static void noteUnrecorded(EventTracker tracker, Throwable cause) {
    tracker.set("unrecorded", cause.getClass().getName());
  }

  private static Map<String, String> url(OutgoingRequest request) {
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
            || (port == 80 && "http".equalsIgnoreCase(scheme))
            || (port == 443 && "https".equalsIgnoreCase(scheme));
    return host == null || usual ? host : host + ':' + port;
  }
}
