/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What holds for every request: the version header, and that web pages of others cannot reach a
 * collector that is meant for this machine. A page may send a POST to a loopback address, and a
 * name of its own may be made to point there (DNS rebinding); the first shows in Origin, the second
 * in Host.
 */
final class Border extends Handler.Wrapper {
  private final String version;
  private final boolean loopbackOnly;

  Border(String version, boolean loopbackOnly, Handler inner) {
    super(inner);
    this.version = version;
    this.loopbackOnly = loopbackOnly;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("Gomon-Collector", version);
    String host = Request.getServerName(request);
    if (loopbackOnly && host != null && !isLoopback(host)) {
      Answers.error(
          response,
          403,
          "this collector serves its own machine only: ask for localhost or 127.0.0.1",
          callback);
      return true;
    }
    if (request.getMethod().equals("POST") && isForeignOrigin(request)) {
      Answers.error(response, 403, "web pages of another origin may not send events", callback);
      return true;
    }
    if (!super.handle(request, response, callback)) {
      Answers.error(response, 404, "there is nothing at this path; see docs/API.md", callback);
    }
    return true;
  }

  private static boolean isForeignOrigin(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    return origin != null && !origin.equalsIgnoreCase("http://" + host);
  }

  /** By its text alone: a name is never looked up. */
  static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.equals("::1")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }
}
