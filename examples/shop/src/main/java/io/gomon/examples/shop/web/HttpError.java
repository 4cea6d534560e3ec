/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.web;

/** A request that cannot be answered as asked; becomes the response's status and its text. */
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private HttpError(int status, String message) {
    super(message);
    this.status = status;
  }

  public static HttpError badRequest(String message) {
    return new HttpError(400, message);
  }

  public static HttpError notFound(String message) {
    return new HttpError(404, message);
  }

  public static HttpError conflict(String message) {
    return new HttpError(409, message);
  }

  public int status() {
    return status;
  }
}
