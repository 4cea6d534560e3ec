/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.net.CallRecording;
import io.gomon.net.ClientPolicy;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends the event's id along and ends the event. An application interceptor: it sees a call as the
 * application does, once, and what comes out of it in the end.
 */
final class GomonInterceptor implements Interceptor {
  static final String CLIENT = "okhttp";

  private final Supplier<Gomon> gomon;

  GomonInterceptor(Supplier<Gomon> gomon) {
    this.gomon = gomon;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    CallRecording recording = recordingOf(chain);
    if (recording == null) {
      return chain.proceed(chain.request());
    }
    try (Scope scope = recording.makeCurrent()) {
      Response response = chain.proceed(withTrace(chain.request(), recording));
      recording.finish(new OkHttpResponse(response));
      return response;
    } catch (Throwable t) {
      recording.fail(t);
      throw t;
    }
  }

  private @Nullable CallRecording recordingOf(Chain chain) {
    try {
      CallState state = chain.call().tag(CallState.class);
      if (state != null) {
        return state.recording();
      }
    } catch (RuntimeException | LinkageError e) {
      // OkHttp before 5.3 has no tags on calls; the event starts here, then.
    }
    try {
      // Web sockets, and clients with another event listener, come without.
      return ClientPolicy.of(gomon.get()).start(CLIENT, new OkHttpRequest(chain.request()));
    } catch (RuntimeException | LinkageError e) {
      // The given GoMon cannot be had; nothing is recorded of this call.
      return null;
    }
  }

  private static Request withTrace(Request request, CallRecording recording) {
    String traceparent = recording.tracker().traceparent();
    String tracestate = recording.tracker().tracestate();
    if (traceparent == null || tracestate == null) {
      return request;
    }
    try {
      return request
          .newBuilder()
          .header(ClientPolicy.TRACEPARENT, traceparent)
          .header(ClientPolicy.TRACESTATE, tracestate)
          .build();
    } catch (RuntimeException | LinkageError e) {
      // The inbound tracestate held what OkHttp does not send; the call goes out as it was.
      recording.noteUnrecorded(e);
      return request;
    }
  }
}
