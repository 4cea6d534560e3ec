/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.net.OutgoingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Shows an OkHttp request to the policy. */
record OkHttpRequest(Request request) implements OutgoingRequest {

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public String path() {
    return request.url().encodedPath();
  }

  @Override
  public @Nullable String query() {
    return request.url().encodedQuery();
  }

  @Override
  public long contentLengthBytes() {
    RequestBody body = request.body();
    try {
      return body == null ? -1 : body.contentLength();
    } catch (IOException e) {
      // The body cannot tell; OkHttp will ask it again, and its failure is then the call's.
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, List<String>> headers() {
    return mapOf(request.headers());
  }

  /** In their order and spelling; names that differ in case only are one, under the first. */
  static Map<String, List<String>> mapOf(Headers headers) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    for (String name : headers.names()) {
      map.put(name, new ArrayList<>(headers.values(name)));
    }
    return map;
  }
}
