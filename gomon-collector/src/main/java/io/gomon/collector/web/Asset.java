/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One static file, ready to send: its bytes, plain and compressed, and the headers that go with
 * them. Immutable; the arrays are never written after construction.
 *
 * @param gzip the compressed bytes, or null where compressing does not pay
 * @param tag base64 of the SHA-256 of {@code bytes}, the core of the entity tags
 * @param lasting whether the address contains a version, so that a browser need never ask again
 */
record Asset(byte[] bytes, byte @Nullable [] gzip, String contentType, String tag, boolean lasting) {

  /** Below this size a packet is sent anyway, and gzip only costs time. */
  private static final int MIN_GZIP_BYTES = 1_024;

  static Asset of(byte[] bytes, String contentType, boolean lasting) {
    byte[] gzip = bytes.length < MIN_GZIP_BYTES ? null : compress(bytes);
    return new Asset(bytes, gzip, contentType, sha256(bytes), lasting);
  }

  /** The strong entity tag of the representation; plain and compressed bytes differ, so do their tags. */
  String etag(boolean compressed) {
    return '"' + tag + (compressed ? "-gzip\"" : "\"");
  }

  /** Whether a browser that sends this {@code If-None-Match} has the asset already. */
  boolean matches(@Nullable String ifNoneMatch) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String candidate : ifNoneMatch.split(",", -1)) {
      String value = candidate.strip();
      if (value.equals("*")
          || value.endsWith(etag(false))
          || (gzip != null && value.endsWith(etag(true)))) {
        return true;
      }
    }
    return false;
  }

  /** Base64 of the SHA-256, as entity tags and Content-Security-Policy sources want it. */
  static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }
}
