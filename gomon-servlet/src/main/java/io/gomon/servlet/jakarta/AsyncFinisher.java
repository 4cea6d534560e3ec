/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import io.gomon.servlet.RequestRecording;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Ends the event of an asynchronous request when it is complete.
 *
 * <p>A timeout or an error is not the end: the application's listeners may still dispatch or
 * answer, and the container's error page may set another status. Only onComplete is final. The
 * container forgets its listeners with each new asynchronous cycle, so onStartAsync registers
 * again.
 */
final class AsyncFinisher implements AsyncListener {
  private final RequestRecording recording;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  AsyncFinisher(
      RequestRecording recording, HttpServletRequest request, HttpServletResponse response) {
    this.recording = recording;
    this.request = request;
    this.response = response;
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    try {
      event.getAsyncContext().addListener(this);
    } catch (RuntimeException | LinkageError e) {
      // The new cycle is over already; what is known now is all that will be.
      recording.noteUnrecorded(e);
      finish();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    recording.timedOut();
  }

  @Override
  public void onError(AsyncEvent event) {
    recording.addError(event.getThrowable());
  }

  @Override
  public void onComplete(AsyncEvent event) {
    recording.addError(event.getThrowable());
    finish();
  }

  private void finish() {
    try {
      JakartaRoute.fromAttributes(recording, request);
    } catch (RuntimeException | LinkageError e) {
      // The request is recycled: the route stays as it was when the chain returned.
      recording.noteUnrecorded(e);
    }
    recording.finish(new JakartaResponse(response, null));
  }
}
