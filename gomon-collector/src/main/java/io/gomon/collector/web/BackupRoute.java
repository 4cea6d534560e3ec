/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.archive.BackupRequest;
import io.gomon.collector.archive.Backups;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code /api/v1/backup}: POST begins one, GET tells how far it is. Who asks names no path: a
 * backup is where the collector puts it. A POST needs a header of its own, so that no page of
 * another origin can send one by a form, whatever its browser tells of its origin.
 */
public final class BackupRoute extends Handler.Abstract {
  private final Backups backups;
  private final String version;

  /** The handler of this route; it closes the backups when it stops. */
  public BackupRoute(Backups backups, String version) {
    this.backups = backups;
    this.version = version;
  }

  @Override
  protected void doStop() throws Exception {
    backups.close();
    super.doStop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!BackupRequest.PATH.equals(request.getHttpURI().getPath())) {
      return false;
    }
    ApiAnswers.begin(response, version);
    try {
      byte[] answer = answer(request, response).toJson().getBytes(StandardCharsets.UTF_8);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.write(true, ByteBuffer.wrap(answer), callback);
    } catch (RequestException e) {
      ApiAnswers.refuse(response, e, callback);
    }
    return true;
  }

  private Backups.State answer(Request request, Response response) throws RequestException {
    switch (request.getMethod()) {
      case "GET" -> {
        Backups.State state = backups.state();
        if (state == null) {
          throw new RequestException(404, "No backup was asked for since the collector started.");
        }
        return state;
      }
      case "POST" -> {
        if (request.getHeaders().get(BackupRequest.HEADER) == null) {
          throw new RequestException(403, "Send the header " + BackupRequest.HEADER + ": backup");
        }
        Backups.State begun = backups.begin();
        if (begun == null) {
          throw new RequestException(409, "A backup is being made. Ask when it has ended.");
        }
        response.setStatus(202);
        return begun;
      }
      default -> {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, POST");
        throw new RequestException(405, "Use GET or POST here, not " + request.getMethod() + ".");
      }
    }
  }
}
