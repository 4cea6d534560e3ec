/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import io.gomon.collector.query.QueryContext;
import io.gomon.collector.query.QueryException;
import org.eclipse.jetty.server.Request;

/** Answers one kind of request with the bytes of a JSON object. Blocks until it is there. */
@FunctionalInterface
interface Route {
  /**
   * Answers the request.
   *
   * @param variable the part of the path that varies, decoded; empty where nothing varies
   * @param context on whose behalf it is asked
   */
  Body answer(Request request, String variable, QueryContext context)
      throws RequestException, QueryException;
}
