/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import io.gomon.servlet.IncomingRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a servlet request to the policy. */
record JakartaRequest(HttpServletRequest request) implements IncomingRequest {

  @Override
  public @Nullable String method() {
    return request.getMethod();
  }

  @Override
  public @Nullable String scheme() {
    return request.getScheme();
  }

  @Override
  public @Nullable String host() {
    return request.getServerName();
  }

  @Override
  public int port() {
    return request.getServerPort();
  }

  @Override
  public @Nullable String path() {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query() {
    return request.getQueryString();
  }

  @Override
  public @Nullable String protocol() {
    return request.getProtocol();
  }

  @Override
  public long contentLengthBytes() {
    return request.getContentLengthLong();
  }

  @Override
  public Collection<String> headerNames() {
    return listOf(request.getHeaderNames());
  }

  @Override
  public Collection<String> headers(String name) {
    return listOf(request.getHeaders(name));
  }

  @Override
  public @Nullable String remoteAddress() {
    return request.getRemoteAddr();
  }

  /** Containers may answer null when they refuse access to headers. */
  private static List<String> listOf(@Nullable Enumeration<String> values) {
    return values == null ? List.of() : Collections.list(values);
  }
}
