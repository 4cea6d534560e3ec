/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Gatekeeper;
import io.gomon.collector.admission.Refusal;
import io.gomon.collector.admission.RequestHead;
import io.gomon.collector.ingest.BadBatchException;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.NoRoomException;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.intake.Batch;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.WalFullException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The paths of all adapters. Limits act before anything is read, and the answer is sent after the
 * batch is on disk.
 */
public final class IngestRoutes extends Handler.Abstract {
  private static final long FORCE_TIMEOUT_SECONDS = 30;

  private final Doors doors;
  private final Intake intake;
  private final InFlight inFlight;
  private final BodyReader bodies;
  private final QuietLog log;
  private final RetryAfter retryAfter = new RetryAfter();

  /** What may come in, and who decides about that. */
  public record Doors(IngestAdapters adapters, Gatekeeper gatekeeper) {}

  public IngestRoutes(Doors doors, Intake intake, Limits limits, QuietLog log) {
    this.doors = doors;
    this.intake = intake;
    this.inFlight = new InFlight(limits);
    this.bodies = new BodyReader(limits.maxBodyBytes());
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!doors.adapters().isPath(Request.getPathInContext(request))) {
      return false;
    }
    try {
      Project project = doors.gatekeeper().admit(head(request));
      IngestHeaders headers = IngestHeaders.of(request, doors.adapters());
      bodies.checkDeclared(request);
      IngestAdapter adapter = headers.adapter();
      byte[] answer = adapter.answer(take(request, headers, project));
      retryAfter.worked();
      Answers.bytes(response, 200, adapter.contentType(), answer, callback);
    } catch (Refusal e) {
      refuse(request, response, e, callback);
    }
    return true;
  }

  private static RequestHead head(Request request) {
    return new RequestHead(
        request.getMethod(),
        Request.getPathInContext(request),
        Request.getRemoteAddr(request),
        name -> request.getHeaders().get(name));
  }

  private Verdict take(Request request, IngestHeaders headers, Project project) throws Refusal {
    try (InFlight.Ticket ticket = inFlight.enter()) {
      byte[] body = bodies.read(request, ticket);
      long receivedMillis = Request.getTimeStamp(request);
      Origin origin = new Origin(project, headers.service(), receivedMillis);
      Batch batch =
          new Batch(headers.adapter(), headers.packing(), headers.batchId(), origin, body);
      return await(intake.take(batch, ticket));
    } catch (BadBatchException e) {
      throw refusalFor(e);
    } catch (IOException e) {
      throw unavailable(e);
    } catch (OutOfMemoryError e) {
      // all that this request held is garbage now; a 500 would tell its sender to drop the batch
      throw unavailable(new IOException("there is not enough memory for this batch now", e));
    }
  }

  private Verdict await(CompletableFuture<Verdict> outcome) throws Refusal {
    try {
      return outcome.get(FORCE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof BadBatchException bad
          ? refusalFor(bad) // a batch of the same name was refused while this one waited for it
          : unavailable(cause == null ? e : cause);
    } catch (TimeoutException e) {
      throw unavailable(
          new IOException("the disk did not answer within " + FORCE_TIMEOUT_SECONDS + " s", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(new IOException("the collector is stopping", e));
    }
  }

  private static Refusal refusalFor(BadBatchException e) {
    if (e instanceof NoRoomException) {
      return Refusal.tooBusy(String.valueOf(e.getMessage()));
    }
    return new Refusal(e.isTooLarge() ? 413 : 400, String.valueOf(e.getMessage()));
  }

  private Refusal unavailable(Throwable cause) {
    Throwable told = cause instanceof WalFullException ? null : cause; // its message says it all
    log.warn("log-refuses", "Cannot take events (503): " + cause.getMessage(), told);
    int seconds = retryAfter.seconds(System.nanoTime());
    return Refusal.unavailable("nothing was taken: " + cause.getMessage(), seconds, cause);
  }

  private void refuse(Request request, Response response, Refusal refusal, Callback callback) {
    if (refusal.status() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
    }
    if (refusal.isUnknownEncoding()) {
      response.getHeaders().put(HttpHeader.ACCEPT_ENCODING, "gzip, zstd");
    }
    if (refusal.retryAfterSeconds() > 0) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, refusal.retryAfterSeconds());
    }
    if (refusal.status() != 503) { // those were told with their cause
      log.warn(
          "refused-" + refusal.status(),
          "Refused a request ("
              + refusal.status()
              + ") from "
              + Request.getRemoteAddr(request)
              + ": "
              + oneLine(refusal.text()),
          null);
    }
    Runnable answer = () -> Answers.error(response, refusal.status(), refusal.text(), callback);
    if (refusal.status() == 408) {
      answer.run(); // it was heard for long enough
    } else {
      Leftover.forget(request, answer);
    }
  }

  private static String oneLine(String text) {
    String flat = text.replaceAll("[\\p{Cntrl}]+", " ");
    return flat.length() <= 300 ? flat : flat.substring(0, 300) + "…";
  }
}
