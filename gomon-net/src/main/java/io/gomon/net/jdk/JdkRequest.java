/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.jdk;

import io.gomon.net.OutgoingRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a request of java.net.http to the policy. */
record JdkRequest(HttpRequest request) implements OutgoingRequest {

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public @Nullable String scheme() {
    return request.uri().getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.uri().getHost();
  }

  @Override
  public int port() {
    return request.uri().getPort();
  }

  @Override
  public @Nullable String path() {
    URI uri = request.uri();
    return uri.getRawPath();
  }

  @Override
  public @Nullable String query() {
    return request.uri().getRawQuery();
  }

  @Override
  public long contentLengthBytes() {
    return request.bodyPublisher().map(HttpRequest.BodyPublisher::contentLength).orElse(-1L);
  }

  @Override
  public Map<String, List<String>> headers() {
    return request.headers().map();
  }
}
