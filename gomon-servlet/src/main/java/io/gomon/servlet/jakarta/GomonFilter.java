/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.servlet.RequestPolicy;
import io.gomon.servlet.RequestRecording;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records each request as one {@code http-servlet} event, which is current while the chain runs.
 *
 * <p>Put it first, for {@code /*}, with {@code asyncSupported}, and for the dispatcher types
 * REQUEST, ASYNC and ERROR. A request that becomes asynchronous is recorded once, with the status
 * it had when it was complete. Requests and responses are passed on as they came, exceptions too;
 * the body and the parameters are not touched. Thread-safe; never throws on its own account.
 */
public final class GomonFilter implements Filter {
  /**
   * The request attribute under which an application, or a framework's glue, may leave the route
   * template of the request as a text, such as {@code /items/{id}}. It wins over what the container
   * says.
   */
  public static final String ROUTE = "io.gomon.servlet.route";

  /** Marks a request as recorded: forwards, includes and error pages belong to the same event. */
  private static final String RECORDING = "io.gomon.servlet.recording";

  private final Supplier<Gomon> gomon;

  /** Records with the {@linkplain Gomon#global() GoMon of the process}, whichever it is then. */
  public GomonFilter() {
    this(Gomon::global);
  }

  private GomonFilter(Supplier<Gomon> gomon) {
    this.gomon = gomon;
  }

  /** Records with this GoMon. */
  public static GomonFilter create(Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return new GomonFilter(() -> gomon);
  }

  /**
   * The event of a request, from whatever thread works for it. When the request is not recorded:
   * the current event of this thread, or the tracker that does nothing.
   */
  public static EventTracker current(ServletRequest request) {
    return request.getAttribute(RECORDING) instanceof RequestRecording recording
        ? recording.tracker()
        : Gomon.global().current();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest httpRequest)
        || !(response instanceof HttpServletResponse httpResponse)) {
      chain.doFilter(request, response);
      return;
    }
    Object mark = request.getAttribute(RECORDING);
    if (mark instanceof RequestRecording recording) {
      doAgain(recording, httpRequest, httpResponse, chain);
      return;
    }
    RequestRecording recording = mark == null ? begin(httpRequest) : null;
    if (recording == null) {
      chain.doFilter(request, response);
      return;
    }
    doFirst(recording, httpRequest, httpResponse, chain);
  }

  private @Nullable RequestRecording begin(HttpServletRequest request) {
    RequestRecording recording = null;
    try {
      DispatcherType type = request.getDispatcherType();
      if (type == DispatcherType.REQUEST || type == DispatcherType.FORWARD) {
        recording = RequestPolicy.of(gomon.get()).start(new JakartaRequest(request));
      }
      if (recording != null) {
        request.setAttribute(RECORDING, recording);
        JakartaRoute.fromMapping(recording, request);
      }
    } catch (RuntimeException | LinkageError e) {
      // A Servlet 3 container has no mappings, a wrapper may refuse; the event goes on without.
      if (recording != null) {
        recording.noteUnrecorded(e);
      }
    }
    return recording;
  }

  private static void doFirst(
      RequestRecording recording,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Throwable thrown = null;
    try (Scope scope = recording.makeCurrent()) {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      afterFirst(recording, request, response, thrown);
    }
  }

  private static void afterFirst(
      RequestRecording recording,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Throwable thrown) {
    recording.addError(thrown);
    try {
      JakartaRoute.fromAttributes(recording, request);
      // An exception is the end even then: Tomcat never says onComplete after one, and Jetty would
      // answer sooner with a listener than it does without.
      if (thrown == null && request.isAsyncStarted()) {
        AsyncFinisher finisher = new AsyncFinisher(recording, request, response);
        request.getAsyncContext().addListener(finisher);
        return;
      }
    } catch (RuntimeException | LinkageError e) {
      // The request was completed and recycled by another thread in between: that is its end.
      recording.noteUnrecorded(e);
    }
    recording.finish(new JakartaResponse(response, thrown));
  }

  /** A further dispatch of a recorded request: asynchronous, to an error page, or nested. */
  private static void doAgain(
      RequestRecording recording,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    try (Scope scope = recording.makeCurrent()) {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      recording.addError(t);
      throw t;
    } finally {
      afterAgain(recording, request);
    }
  }

  private static void afterAgain(RequestRecording recording, HttpServletRequest request) {
    try {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        JakartaRoute.fromAttributes(recording, request);
      }
    } catch (RuntimeException | LinkageError e) {
      // The request was recycled, or a wrapper refused; the event keeps the route it has.
      recording.noteUnrecorded(e);
    }
  }
}
