/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.Gomon;
import io.gomon.net.CallRecording;
import io.gomon.net.ClientPolicy;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Starts the event of each call on the thread that calls {@code execute} or {@code enqueue}, where
 * its parent is current, and leaves it with the call for {@link GomonInterceptor}, which may run on
 * another thread. Stands before the application's own event listener.
 */
final class CallStarts implements EventListener.Factory {
  private final Supplier<Gomon> gomon;
  private final EventListener.Factory next;

  CallStarts(Supplier<Gomon> gomon, EventListener.Factory next) {
    this.gomon = gomon;
    this.next = next;
  }

  @Override
  public EventListener create(Call call) {
    return new Starter(gomon).plus(next.create(call));
  }

  private static final class Starter extends EventListener {
    private final Supplier<Gomon> gomon;

    Starter(Supplier<Gomon> gomon) {
      this.gomon = gomon;
    }

    @Override
    public void callStart(Call call) {
      try {
        CallRecording recording =
            ClientPolicy.of(gomon.get())
                .start(GomonInterceptor.CLIENT, new OkHttpRequest(call.request()));
        CallState state = new CallState(recording);
        call.tag(CallState.class, () -> state);
      } catch (RuntimeException | LinkageError e) {
        // OkHttp before 5.3 has no tags on calls; the interceptor starts the event, then.
      }
    }

    @Override
    public void callFailed(Call call, IOException error) {
      try {
        CallState state = call.tag(CallState.class);
        if (state != null && state.recording() != null) {
          // Only for a call that never reached the interceptor: its executor refused it, say.
          state.recording().fail(error);
        }
      } catch (RuntimeException | LinkageError e) {
        // As above: without a tag there is no event to end here.
      }
    }
  }
}
