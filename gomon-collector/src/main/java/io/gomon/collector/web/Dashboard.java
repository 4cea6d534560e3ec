/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's static files: {@code /}, {@code /assets/…} (ours) and {@code /lib/…} (libraries).
 * All other paths are left to the handlers behind it. It holds no data; the pages ask the JSON
 * routes for theirs. Any thread.
 */
public final class Dashboard extends Handler.Abstract {
  private static final String REVALIDATE = "no-cache";
  private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";

  private final StaticFiles files = new StaticFiles();
  private final String contentPolicy =
      "default-src 'none'; script-src 'self' "
          + files.importMapHash()
          + "; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private Dashboard() {}

  /**
   * Creates the handler.
   *
   * @throws IllegalStateException if the jar was built without the libraries' versions
   */
  public static Dashboard create() {
    return new Dashboard();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (!isOurs(path)) {
      return false;
    }
    setSafetyHeaders(response.getHeaders());
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      sendError(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "use GET or HEAD");
      return true;
    }
    Asset asset = files.find(path);
    if (asset == null) {
      sendError(
          response, callback, HttpStatus.NOT_FOUND_404, "no such file; the dashboard is at /");
      return true;
    }
    send(asset, request, response, callback);
    return true;
  }

  private static boolean isOurs(@Nullable String path) {
    return path != null
        && (path.equals("/") || path.startsWith("/assets/") || path.startsWith("/lib/"));
  }

  private static void send(Asset asset, Request request, Response response, Callback callback) {
    boolean compressed = asset.compressible() && acceptsGzip(request);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ETAG, asset.etag(compressed));
    headers.put(HttpHeader.CACHE_CONTROL, asset.lasting() ? FOR_A_YEAR : REVALIDATE);
    headers.put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
    if (asset.matches(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, asset.contentType());
    if (compressed) {
      headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    ByteBuffer body = asset.body(compressed);
    headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : body, callback);
  }

  private static boolean acceptsGzip(Request request) {
    return request
        .getHeaders()
        .getQualityCSV(HttpHeader.ACCEPT_ENCODING)
        .contains("gzip"); // an encoding refused with q=0 is not in this list
  }

  private void setSafetyHeaders(HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", contentPolicy);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static void sendError(Response response, Callback callback, int status, String message) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body = ("{\"error\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
