/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

/** A request that cannot be answered as it was asked: an HTTP status and what is wrong with it. */
final class RequestException extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;

  RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RequestException badRequest(String message) {
    return new RequestException(400, message);
  }
}
