/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import io.gomon.collector.admission.Refusal;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Packing;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What the head of an ingest request says; made only when all of it can be served. */
record IngestHeaders(IngestAdapter adapter, Packing packing, String batchId, String service) {
  private static final int MAX_BATCH_ID_CHARS = 64;
  private static final int MAX_SERVICE_CHARS = 200;

  static IngestHeaders of(Request request, IngestAdapters adapters) throws Refusal {
    if (!request.getMethod().equals("POST")) {
      throw new Refusal(405, "events are sent with POST, not " + request.getMethod());
    }
    return new IngestHeaders(
        adapter(request, adapters),
        packing(request),
        text(request, "Gomon-Batch-Id", MAX_BATCH_ID_CHARS),
        service(request));
  }

  private static IngestAdapter adapter(Request request, IngestAdapters adapters) throws Refusal {
    String path = Request.getPathInContext(request);
    IngestAdapter adapter = adapters.find(path, contentType(request));
    if (adapter == null) {
      throw unsupported(request, adapters.contentTypes(path));
    }
    return adapter;
  }

  /** Without parameters: the one that occurs is a charset, and JSON is UTF-8. */
  private static String contentType(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Refusal unsupported(Request request, String expected) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String found = type == null ? "there was none" : "was " + shown(type);
    return new Refusal(415, "Content-Type must be " + expected + ", " + found);
  }

  private static Packing packing(Request request) throws Refusal {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    Packing packing = encoding == null ? Packing.NONE : Packing.of(encoding);
    if (packing == null) {
      throw Refusal.unknownEncoding(
          "Content-Encoding must be gzip, zstd or absent, was " + shown(String.valueOf(encoding)));
    }
    return packing;
  }

  private static String text(Request request, String header, int maxChars) throws Refusal {
    String value = request.getHeaders().get(header);
    if (value == null) {
      return "";
    }
    if (value.length() > maxChars) {
      throw new Refusal(
          400, header + " must be at most " + maxChars + " characters, was " + value.length());
    }
    return value.strip();
  }

  /** Percent-encoded, since a header holds ASCII only. */
  private static String service(Request request) throws Refusal {
    String encoded = text(request, "Gomon-Service", MAX_SERVICE_CHARS);
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "Gomon-Service must be percent-encoded UTF-8, was " + shown(encoded));
    }
  }

  private static String shown(String value) {
    return value.length() <= 100 ? value : value.substring(0, 100) + "…";
  }
}
