/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A request as the policy needs to see it; one small adapter for each API. What a method throws is
 * caught by the policy. None may read the body, nor anything that makes the container read it.
 */
public interface IncomingRequest {

  /** Null when the container knows none, as all that follow. */
  @Nullable String method();

  @Nullable String scheme();

  /** The host that the client asked for, without the port. */
  @Nullable String host();

  /** The port that the client asked for; 0 or less when unknown. */
  int port();

  /** The path as it was sent, not decoded. */
  @Nullable String path();

  /** The query as it was sent, not decoded. */
  @Nullable String query();

  @Nullable String protocol();

  /** The announced length of the body in bytes; negative when unknown. */
  long contentLengthBytes();

  Collection<String> headerNames();

  /** All values of a header, in order; empty when there are none. */
  Collection<String> headers(String name);

  /** The address of the peer. */
  @Nullable String remoteAddress();
}
