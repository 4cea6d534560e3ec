/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One static file, ready to send: its bytes, plain and compressed, and the headers that go with
 * them. Immutable: the arrays never leave it but as read-only buffers.
 */
final class Asset {
  /** Below this size a packet is sent anyway, and gzip only costs time. */
  private static final int MIN_GZIP_BYTES = 1_024;

  private final byte[] plain;
  private final byte @Nullable [] gzip;
  private final String tag;
  private final String contentType;
  private final boolean lasting;

  private Asset(byte[] plain, String contentType, boolean lasting) {
    this.plain = plain;
    this.gzip = plain.length < MIN_GZIP_BYTES ? null : compress(plain);
    this.tag = sha256(plain);
    this.contentType = contentType;
    this.lasting = lasting;
  }

  /**
   * Takes over the bytes, which nobody may write to afterwards.
   *
   * @param lasting whether the address contains a version, so that a browser need never ask again
   */
  static Asset of(byte[] bytes, String contentType, boolean lasting) {
    return new Asset(bytes, contentType, lasting);
  }

  String contentType() {
    return contentType;
  }

  boolean lasting() {
    return lasting;
  }

  /** Whether there are compressed bytes: not for files so small that it does not pay. */
  boolean compressible() {
    return gzip != null;
  }

  /** The bytes to send, compressed if that is asked for and possible. */
  ByteBuffer body(boolean compressed) {
    return ByteBuffer.wrap(compressed && gzip != null ? gzip : plain).asReadOnlyBuffer();
  }

  /** The strong entity tag. Plain and compressed bytes differ, and so do their tags. */
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
      if (value.startsWith("W/")) {
        value = value.substring(2); // RFC 9110 section 13.1.2: this header compares weakly
      }
      if (value.equals("*") || value.equals(etag(false)) || value.equals(etag(true))) {
        return true;
      }
    }
    return false;
  }

  /** Base64 of the SHA-256, as entity tags and Content-Security-Policy sources want it. */
  static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
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
