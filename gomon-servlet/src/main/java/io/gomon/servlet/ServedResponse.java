/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import java.util.Collection;

/** The answer to a request as the policy needs to see it; one small adapter for each API. */
public interface ServedResponse {

  int status();

  Collection<String> headerNames();

  /** All values of a header, in order; empty when there are none. */
  Collection<String> headers(String name);
}
