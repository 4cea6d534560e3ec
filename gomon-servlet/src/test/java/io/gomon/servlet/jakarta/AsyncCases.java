/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asynchronous requests: one event each, ended when they are complete, with the final status. */
abstract class AsyncCases extends HostedTest {
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final CountDownLatch chainReturned = new CountDownLatch(1);

  AsyncCases(Function<String, ServletHost> container) {
    super(container);
    // Above the filter, to know when it has returned.
    newHost("")
        .filter(
            (request, response, chain) -> {
              chain.doFilter(request, response);
              chainReturned.countDown();
            })
        .filter(new GomonFilter());
  }

  @AfterEach
  void stopWorkers() {
    workers.shutdownNow();
  }

  private interface Work {
    void run() throws Exception;
  }

  private void onWorker(Work work) {
    workers.execute(
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitChain() throws InterruptedException {
    assertThat(chainReturned.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static int status(AsyncContext async) {
    return ((HttpServletResponse) async.getResponse()).getStatus();
  }

  @Test
  void completedOnAnotherThread_endsThereWithFinalStatus() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              onWorker(
                  () -> {
                    awaitChain();
                    assertThat(gomon.recorded().events("http-servlet")).isEmpty();
                    GomonFilter.current(request).newChild("test-work").finish();
                    response.setStatus(201);
                    response.getWriter().print("later");
                    async.complete();
                  });
            })
        .start();
    HttpResponse<String> response = get("/x");
    assertThat(response.body()).isEqualTo("later");
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(201L);
    assertThat(event.get("route")).isEqualTo("/x");
    assertThat(event.get("unrecorded")).isNull();
    assertThat(isChild(gomon.recorded().await("test-work"), event)).isTrue();
  }

  @Test
  void completedBeforeTheChainReturns_isRecordedOnce() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              response.setStatus(202);
              async.complete();
            })
        .start();
    assertThat(get("/x").statusCode()).isEqualTo(202);
    assertThat(onlyEvent().get("response_code")).isEqualTo(202L);
  }

  @Test
  void dispatched_isCurrentAgainAndRecordedOnce() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.ASYNC) {
                Gomon.global().start("test-work").finish();
                response.setStatus(203);
                return;
              }
              AsyncContext async = request.startAsync();
              onWorker(
                  () -> {
                    awaitChain();
                    async.dispatch();
                  });
            })
        .start();
    assertThat(get("/x").statusCode()).isEqualTo(203);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(203L);
    assertThat(isChild(gomon.recorded().await("test-work"), event)).isTrue();
  }

  @Test
  void dispatchedBeforeTheChainReturns_isRecordedOnceAtItsEnd() throws Exception {
    host.serve("/x", (request, response) -> request.startAsync().dispatch("/y"))
        .serve(
            "/y",
            (request, response) -> {
              Gomon.global().start("test-work").finish();
              response.setStatus(203);
            })
        .start();
    assertThat(get("/x").statusCode()).isEqualTo(203);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(203L);
    assertThat(event.get("route")).isEqualTo("/x");
    assertThat(isChild(gomon.recorded().await("test-work"), event)).isTrue();
  }

  @Test
  void threeCycles_areRecordedOnceAtTheLast() throws Exception {
    host.serve("/1", (request, response) -> request.startAsync().dispatch("/2"))
        .serve("/2", (request, response) -> request.startAsync().dispatch("/3"))
        .serve(
            "/3",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              onWorker(
                  () -> {
                    response.setStatus(207);
                    async.complete();
                  });
            })
        .start();
    assertThat(get("/1").statusCode()).isEqualTo(207);
    assertThat(onlyEvent().get("response_code")).isEqualTo(207L);
  }

  @Test
  void timeoutWithoutListener_recordsTheErrorStatus() throws Exception {
    host.serve("/x", (request, response) -> request.startAsync().setTimeout(50)).start();
    HttpResponse<String> response = get("/x");
    assertThat(response.statusCode()).isEqualTo(500);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(500L);
    assertThat(event.get("timed-out")).isEqualTo(true);
  }

  @Test
  void timeoutAnsweredByListener_isNotFinalBeforeTheAnswer() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.setTimeout(50);
              async.addListener(new AnswersOnTimeout());
            })
        .start();
    assertThat(get("/x").statusCode()).isEqualTo(503);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(503L);
    assertThat(event.get("timed-out")).isEqualTo(true);
  }

  @Test
  void dispatchedAndThrown_recordsErrorAndStatus() throws Exception {
    host.serve("/x", (request, response) -> request.startAsync().dispatch("/y"))
        .serve(
            "/y",
            (request, response) -> {
              throw new IllegalStateException("in dispatch");
            })
        .start();
    HttpResponse<String> response = get("/x");
    assertThat(response.statusCode()).isEqualTo(500);
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(500L);
    assertThat(errorTypes(event)).contains("java.lang.IllegalStateException");
  }

  @Test
  void startedAndThrown_recordsErrorAndStatus() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              request.startAsync().setTimeout(0);
              throw new IllegalStateException("after start");
            })
        .start();
    // Left to itself, Jetty answers after the asynchronous timeout, and Tomcat cuts the connection.
    var unused =
        CLIENT.sendAsync(HttpRequest.newBuilder(host.uri("/x")).build(), BodyHandlers.discarding());
    Event event = onlyEvent();
    assertThat(event.get("response_code")).isEqualTo(500L);
    assertThat(errorTypes(event)).contains("java.lang.IllegalStateException");
  }

  @Test
  void startedWithWrappers_isRecordedOnce() throws Exception {
    host.filter(
            (request, response, chain) ->
                chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request),
                    new HttpServletResponseWrapper((HttpServletResponse) response)))
        .serve(
            "/x",
            (request, response) -> {
              AsyncContext async = request.startAsync(request, response);
              onWorker(
                  () -> {
                    response.setStatus(204);
                    assertThat(status(async)).isEqualTo(204);
                    async.complete();
                  });
            })
        .start();
    assertThat(get("/x").statusCode()).isEqualTo(204);
    assertThat(onlyEvent().get("response_code")).isEqualTo(204L);
  }

  @Test
  void manyAtOnce_areEachRecordedOnce() throws Exception {
    host.serve(
            "/x",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              onWorker(async::complete);
            })
        .serve(
            "/y",
            (request, response) -> {
              if (request.getDispatcherType() != DispatcherType.ASYNC) {
                AsyncContext async = request.startAsync();
                onWorker(async::dispatch);
              }
            })
        .start();
    for (int i = 0; i < 200; i++) {
      assertThat(get(i % 2 == 0 ? "/x" : "/y").statusCode()).isEqualTo(200);
    }
    host.close();
    assertThat(gomon.events("http-servlet"))
        .hasSize(200)
        .allMatch(event -> event.get("unrecorded") == null)
        .allMatch(event -> Long.valueOf(200).equals(event.get("response_code")));
  }

  private static final class AnswersOnTimeout implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      ((HttpServletResponse) event.getAsyncContext().getResponse()).setStatus(503);
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
