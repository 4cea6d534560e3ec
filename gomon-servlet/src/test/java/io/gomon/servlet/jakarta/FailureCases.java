/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Requests that fail, and failures of GoMon's own surroundings. */
abstract class FailureCases extends HostedTest {
  private final BlockingQueue<Throwable> cameToTheFilter = new ArrayBlockingQueue<>(8);
  private final BlockingQueue<Throwable> leftTheFilter = new ArrayBlockingQueue<>(8);

  FailureCases(Function<String, ServletHost> container) {
    super(container);
  }

  private static void watch(
      BlockingQueue<Throwable> seen,
      ServletRequest request,
      ServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      seen.add(t);
      throw t;
    }
  }

  void assertThrown(Throwable thrown) throws Exception {
    newHost("")
        .filter((request, response, chain) -> watch(leftTheFilter, request, response, chain))
        .filter(new GomonFilter())
        .filter((request, response, chain) -> watch(cameToTheFilter, request, response, chain))
        .filter(
            (request, response, chain) -> {
              throw FailureCases.<RuntimeException>sneaky(thrown);
            })
        .serve("/x", (request, response) -> {})
        .start();
    int status = get("/x").statusCode();
    Throwable came = cameToTheFilter.poll(10, TimeUnit.SECONDS);
    // Tomcat wraps an Error between any two filters.
    assertThat(came == thrown || came.getCause() == thrown).isTrue();
    assertThat(leftTheFilter.poll(10, TimeUnit.SECONDS)).isSameAs(came);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo((long) status);
    assertThat(errorTypes(event)).containsExactly(came.getClass().getName());
    assertThat(event.get("route")).isEqualTo("/x");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void runtimeException_isRecordedAndPassedOn() throws Exception {
    assertThrown(new IllegalStateException("application"));
  }

  @Test
  void servletException_isRecordedAndPassedOn() throws Exception {
    assertThrown(new ServletException("application"));
  }

  @Test
  void ioException_isRecordedAndPassedOn() throws Exception {
    assertThrown(new IOException("application"));
  }

  @Test
  void error_isRecordedAndPassedOn() throws Exception {
    assertThrown(new AssertionError("application"));
  }

  @Test
  void exceptionAfterCommit_keepsTheStatusThatWasSent() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              response.setStatus(202);
              response.flushBuffer();
              throw new IllegalStateException("late");
            })
        .start();
    try {
      assertThat(get("/x").statusCode()).isEqualTo(202);
    } catch (IOException e) {
      // The container cut the connection instead of ending the body.
    }
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(202L);
    assertThat(errorTypes(event)).containsExactly("java.lang.IllegalStateException");
  }

  @Test
  void errorPage_belongsToTheSameEvent() throws Exception {
    host.serve("/x", (request, response) -> response.sendError(418))
        .serve("/error", (request, response) -> response.getWriter().print("sorry"))
        .errorPage(418, "/error")
        .start();
    assertThat(get("/x").body()).isEqualTo("sorry");
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(418L);
    assertThat(event.get("route")).isEqualTo("/x");
  }

  @Test
  void clientGone_isRecordedWithTheError() throws Exception {
    CountDownLatch clientIsGone = new CountDownLatch(1);
    host.serve(
            "/endless",
            (request, response) -> {
              OutputStream out = response.getOutputStream();
              out.write(new byte[10]);
              response.flushBuffer();
              await(clientIsGone);
              for (int i = 0; i < 100_000; i++) {
                out.write(new byte[65_536]);
              }
            })
        .start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
      socket
          .getOutputStream()
          .write("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isPositive();
      socket.setSoLinger(true, 0);
    }
    clientIsGone.countDown();
    Event event = onlyEvent();
    assertThat(event.errors()).hasSize(1);
    assertThat(event.get("response_code")).isEqualTo(200L);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void brokenRequestAndResponse_areServedAllTheSame() throws Exception {
    newHost("")
        .filter(
            (request, response, chain) ->
                chain.doFilter(
                    new BrokenRequest((HttpServletRequest) request),
                    new BrokenResponse((HttpServletResponse) response)))
        .filter(new GomonFilter())
        .serve("/x", (request, response) -> response.getWriter().print("served"))
        .start();
    assertThat(get("/x").body()).isEqualTo("served");
    Event event = onlyEvent();
    assertThat(event.get("unrecorded")).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.get("response_code")).isEqualTo(200L);
  }

  /** A request of an application that does not want to be asked. */
  private static final class BrokenRequest extends HttpServletRequestWrapper {
    BrokenRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      throw new IllegalStateException("broken");
    }

    @Override
    public jakarta.servlet.http.HttpServletMapping getHttpServletMapping() {
      throw new IllegalStateException("broken");
    }

    @Override
    public boolean isAsyncStarted() {
      throw new IllegalStateException("broken");
    }
  }

  private static final class BrokenResponse extends HttpServletResponseWrapper {
    BrokenResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public Collection<String> getHeaderNames() {
      throw new IllegalStateException("broken");
    }
  }
}
